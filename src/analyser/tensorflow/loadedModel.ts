// `tf.loadLayersModel('file://model/model.json')`: the model that a file of the workspace describes.
// Source of the form: the topology that tf.LayersModel.save and the Keras converter write.

import type ts from 'typescript';
import { Unknown } from '../formulas/quantity';
import type { Machine } from '../interpreter/machine';
import { ArrayValue, NativeFunction, ObjectValue, type Value } from '../interpreter/values';
import { LAYERS } from '../layers/table';
import { createLayer } from './layerFactory';
import type { LayerObject } from './layerObject';
import { createFunctional, createSequential } from './modelClasses';
import { ModelObject } from './modelObject';
import type { Session } from './session';
import type { TensorObject } from './tensorObject';

export function loadLayersModelFunction(session: Session): NativeFunction {
  return new NativeFunction('loadLayersModel', (machine, [address], _this, site) => {
    if (typeof address !== 'string') return machine.unknown('which model is loaded is not known', site);
    const file = machine.environment.readJson(pathOf(address), machine.module);
    if (file instanceof Unknown) return machine.unknown(file.reason, site);
    const topology = member(file, 'modelTopology') ?? file;
    const model = member(topology, 'model_config') ?? topology;
    return new TopologyReader(session, machine, site).model(model);
  });
}

/** `file://./a/model.json`, `/a/model.json`, `a/model.json?v=1` → `a/model.json`; an absolute path stays one. */
function pathOf(address: string): string {
  return address.replace(/^file:\/\//, '').replace(/[?#].*$/, '');
}

const MODEL_CLASSES = ['Sequential', 'Model', 'Functional'];
/** What does not change a shape or a count, and is written as an object where factories take a name. */
const LEFT_OUT = /(Initializer|Regularizer|Constraint)$/;

class TopologyReader {
  private readonly definitions = new Map([...LAYERS.values()].map((definition) => [definition.className, definition]));

  constructor(
    private readonly session: Session,
    private readonly machine: Machine,
    private readonly site: ts.Node,
  ) {}

  /** @param json `{class_name, config}` of a model */
  model(json: Value): Value {
    const className = member(json, 'class_name');
    const config = member(json, 'config');
    if (className === 'Sequential') {
      const list = config instanceof ArrayValue ? config : member(config, 'layers');
      const layers = new ArrayValue(itemsOf(list).map((item) => this.layer(item)));
      const entries = new Map<string, Value>([
        ['layers', layers],
        ['name', member(config, 'name')],
      ]);
      return createSequential(new ObjectValue(entries), undefined, this.session, this.machine, this.site);
    }
    if (className === 'Model' || className === 'Functional') return this.functional(config);
    return this.unknown('the file does not describe a model of tf.layers');
  }

  private functional(config: Value): Value {
    const layers = new Map<string, { readonly layer: LayerObject; readonly firstNode: number }>();
    const waiting: { readonly layer: LayerObject; readonly node: readonly Value[] }[] = [];
    for (const item of itemsOf(member(config, 'layers'))) {
      const made = this.layer(item);
      const layer = made instanceof ModelObject ? made.toLayer(this.machine) : made;
      if (layer instanceof Unknown) return layer;
      // Node 0 of a model is the model itself; its applications follow.
      layers.set(textOf(member(item, 'name')), { layer, firstNode: made instanceof ModelObject ? 1 : 0 });
      for (const node of itemsOf(member(item, 'inbound_nodes'))) waiting.push({ layer, node: itemsOf(node) });
    }
    const tensorOf = (reference: Value): TensorObject | undefined => {
      const [name, nodeIndex, tensorIndex] = itemsOf(reference);
      const found = layers.get(textOf(name));
      return found?.layer.uses[Number(nodeIndex) - found.firstNode]?.outputs[Number(tensorIndex)];
    };
    // Layers may stand before those that they are applied to.
    for (let progress = true; progress && waiting.length > 0;) {
      progress = false;
      for (const { layer, node } of waiting.splice(0)) {
        const inputs = node.map(tensorOf);
        if (inputs.every((tensor) => tensor !== undefined)) {
          layer.apply(inputs, this.machine, this.site);
          progress = true;
        } else {
          waiting.push({ layer, node });
        }
      }
    }
    if (waiting.length > 0) return this.unknown('the layer graph in the file has no order in which it can be built');
    const tensors = (name: string): Value => {
      const found = itemsOf(member(config, name)).map(tensorOf);
      return new ArrayValue(
        found.map((tensor) => tensor ?? this.unknown(`\`${name}\` names a layer that does not exist`)),
      );
    };
    const entries = new Map<string, Value>([
      ['inputs', tensors('input_layers')],
      ['outputs', tensors('output_layers')],
      ['name', member(config, 'name')],
    ]);
    return createFunctional(new ObjectValue(entries), undefined, this.session, this.machine, this.site);
  }

  private layer(json: Value): LayerObject | ModelObject | Unknown {
    const className = textOf(member(json, 'class_name'));
    if (MODEL_CLASSES.includes(className)) {
      const shownModels = this.session.models.length;
      const model = this.model(json);
      // What is inside of the loaded model is no model of the program.
      this.session.models.length = shownModels;
      return model instanceof ModelObject ? model : this.unknown('a model inside of the model cannot be read');
    }
    const definition = this.definitions.get(className);
    if (!definition) return this.unknown(`the layer class ${className} is not one of tf.layers`);
    return createLayer(
      definition,
      this.configuration(member(json, 'config')),
      this.session,
      this.machine,
      this.site,
      true,
    );
  }

  /** Python's names and words as TensorFlow.js has them; layers inside (wrappers, cells) become layers. */
  private configuration(json: Value): Value {
    if (typeof json === 'string') return camelCase(json);
    if (json instanceof ArrayValue) return new ArrayValue(json.elements.map((element) => this.configuration(element)));
    if (!(json instanceof ObjectValue)) return json;
    if (this.definitions.has(textOf(member(json, 'class_name')))) return this.layer(json);
    const entries = new Map<string, Value>();
    for (const [name, value] of json.properties) {
      const key = camelCase(name);
      if (!LEFT_OUT.test(key)) entries.set(key, key === 'name' ? value : this.configuration(value));
    }
    return new ObjectValue(entries);
  }

  private unknown(reason: string): Unknown {
    return this.machine.unknown(reason, this.site);
  }
}

function member(value: Value, name: string): Value {
  return value instanceof ObjectValue ? value.properties.get(name) : undefined;
}

function itemsOf(value: Value): readonly Value[] {
  return value instanceof ArrayValue ? value.elements : [];
}

function textOf(value: Value): string {
  return typeof value === 'string' ? value : '';
}

function camelCase(name: string): string {
  return name.replace(/_+(\w)/g, (_, letter: string) => letter.toUpperCase());
}
