// Remembers, for every layer and model that is created, the places of the user's code that created it.

import type { Layer, LayersModel, TensorFlow } from '../core/tensorFlow';
import type { Place, UserPlaces } from './userPlaces';

export interface CreatedModel {
  readonly model: LayersModel;
  /** Innermost first. */
  readonly places: readonly Place[];
}

export interface Creations {
  /** In order of creation; models that TensorFlow.js makes for itself inside a sequential one come after it. */
  readonly models: readonly CreatedModel[];
  findPlace(layer: Layer): Place | undefined;
}

/** Names of the classes from the object's own up to `tf.layers.Layer`: their constructors call each other. */
function listClassNames(layer: Layer, base: object): Set<string> {
  const names = new Set<string>();
  let prototype = Object.getPrototypeOf(layer) as object | null;
  while (prototype !== null && prototype !== base) {
    names.add(prototype.constructor.name);
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return names;
}

/**
 * Every layer's constructor sets `id`, and a model is a layer too: an accessor on the prototype sees them all, also those of
 * the user's own classes, before anything else can happen to them.
 */
export function recordCreations(tf: TensorFlow, userPlaces: UserPlaces): Creations {
  const ids = new WeakMap<object, number>();
  const places = new WeakMap<object, Place>();
  const models: CreatedModel[] = [];
  const base = tf.layers.Layer.prototype as object;
  Object.defineProperty(base, 'id', {
    configurable: true,
    get(this: Layer) {
      return ids.get(this);
    },
    set(this: Layer, id: number) {
      ids.set(this, id);
      const found = userPlaces.capture(listClassNames(this, base));
      if (found[0] !== undefined) places.set(this, found[0]);
      if (this instanceof tf.LayersModel) models.push({ model: this, places: found });
    },
  });
  return { models, findPlace: (layer) => places.get(layer) };
}
