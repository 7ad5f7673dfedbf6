// The panel's page: takes the extension's messages, keeps what the user chose, and tells the views.

import './base.css';
import './style.css';
import './inquiries/inquiries.css';
import type { FromPage, ToPage } from '../src/protocol/panel';
import type { FeatureMaps, LayerInfo } from '../src/protocol/runner';
import { createElement } from './createElement';
import { FieldLink } from './field/fieldLink';
import { nameUse } from './format';
import { HeaderView } from './headerView';
import { startPage } from './startPage';
import type { Host } from './host';
import { BesidePage } from './inquiries/besidePage';
import { BlockPage } from './inquiries/blockPage';
import { ClassMapPage } from './inquiries/classMapPage';
import { Experiment } from './inquiries/experiment';
import { ExperimentPage } from './inquiries/experimentPage';
import { FiltersPage } from './inquiries/filtersPage';
import { InquiryDesk } from './inquiries/inquiryDesk';
import { StudyPage } from './inquiries/studyPage';
import { LayerList } from './layerList';
import { MapsCache } from './maps/mapsCache';
import { MapsView } from './maps/mapsView';
import { OutcomeView } from './outcomeView';
import { parsePageState } from './pageState';
import type { PageState } from './pageState';
import { PictureView } from './pictureView';
import { INITIAL_RUN_STATE, applyMessage, inputSizeOf } from './runState';
import type { RunState } from './runState';

/** Many messages arrive close together during a run: they are drawn once. */
const RENDER_MILLISECONDS = 16;

class Page {
  private state: RunState = INITIAL_RUN_STATE;
  private kept: PageState;
  private readonly cache = new MapsCache();
  private readonly mapsFailures = new Map<number, string>();
  /** The layer last asked for, until its maps or a failure arrive. */
  private requested: number | undefined;
  /** A layer whose maps are to be seen beside those of the chosen one. */
  private requestedBeside: number | undefined;
  private timer: number | undefined;
  private readonly desk = new InquiryDesk((message) => this.host.post(message));
  private readonly experiment = new Experiment(this.desk, () => this.render());
  private readonly header: HeaderView;
  private readonly picture: PictureView;
  private readonly outcome = new OutcomeView();
  private readonly layers: LayerList;
  private readonly maps: MapsView;
  private readonly fields: FieldLink;

  constructor(
    private readonly host: Host<FromPage, ToPage, PageState>,
    root: HTMLElement,
  ) {
    this.kept = parsePageState(host.readState());
    const reveal = (layer: LayerInfo): void => host.post({ kind: 'revealLayer', layer: layer.index });
    this.header = new HeaderView((message) => host.post(message));
    this.picture = new PictureView({
      post: (message) => host.post(message),
      point: (pixel) => this.fields.pointAtPixel(pixel),
    });
    this.layers = new LayerList({ select: (layer) => this.select(layer), reveal });
    const openChannel = (channel: number): void => this.maps.open(channel);
    const pages = [
      new ClassMapPage(this.desk),
      new FiltersPage(this.desk, openChannel),
      new BlockPage((layer) => this.mapsOf(layer)),
      new StudyPage(this.desk, openChannel, reveal),
      new ExperimentPage(this.experiment, this.desk),
      new BesidePage(() => this.kept),
    ];
    this.maps = new MapsView(this.kept, this.desk, pages, {
      changeLook: (look) => this.keep(look),
      reveal,
      point: (cell) => this.fields.pointAtCell(cell),
      pin: (cell) => this.mark(cell !== undefined),
      readChannel: (choice) => host.post({ kind: 'showChannel', ...choice }),
      savePicture: (png, channel) => this.save((layer) => ({ kind: 'savePicture', layer, channel, png })),
      saveValues: (channel) => this.save((layer) => ({ kind: 'saveValues', layer, channel })),
    });
    this.fields = new FieldLink({
      showField: (field, note) => this.picture.showField(inputSizeOf(this.state), field, note),
      outlineCells: (cells) => this.maps.outlineCells(cells),
    });
    const parts = [this.picture.element, this.outcome.element, this.layers.element];
    const side = createElement('div', { className: 'side' }, parts);
    root.append(this.header.element, side, this.maps.element);
    this.render();
    host.onMessage((message) => this.receive(message));
    host.post({ kind: 'ready' });
  }

  private receive(message: ToPage): void {
    this.state = applyMessage(this.state, message);
    switch (message.kind) {
      case 'model':
        this.keep({ model: message.model });
        break;
      case 'picture':
        this.keep({ picture: message.picture.choice });
        break;
      case 'runStarted':
        this.cache.clear();
        this.mapsFailures.clear();
        this.requested = undefined;
        this.requestedBeside = undefined;
        this.desk.clear();
        this.experiment.reset();
        break;
      case 'inquiryProgress':
      case 'inquiryAnswer':
      case 'inquiryFailed':
        this.desk.take(message);
        break;
      case 'featureMaps':
        this.cache.put(message.maps);
        this.settle(message.maps.layer);
        break;
      case 'featureMapsFailed':
        this.mapsFailures.set(message.layer, message.message);
        this.settle(message.layer);
        break;
      case 'channelValues':
        this.maps.takeValues(message, message.values);
        break;
      case 'channelValuesFailed':
        this.maps.takeValues(message, { failure: message.message });
        break;
      default:
        break;
    }
    // A timer and not the next frame: a browser that is busy or does not paint may keep a page waiting for that.
    this.timer ??= window.setTimeout(() => {
      this.timer = undefined;
      this.render();
    }, RENDER_MILLISECONDS);
  }

  /** Those that are not there are asked for, one layer after the other. */
  private mapsOf(layer: number): FeatureMaps | undefined {
    const maps = this.cache.get(layer);
    if (!maps && this.requestedBeside === undefined && !this.mapsFailures.has(layer)) {
      this.requestedBeside = layer;
      this.host.post({ kind: 'showLayer', layer });
    }
    return maps;
  }

  private settle(layer: number): void {
    if (this.requestedBeside === layer) {
      this.requestedBeside = undefined;
    }
    if (this.requested === layer) {
      this.requested = undefined;
    }
  }

  private select(layer: LayerInfo): void {
    this.mapsFailures.delete(layer.index);
    this.keep({ layerName: nameUse(layer) });
    this.render();
  }

  private keep(part: Partial<PageState>): void {
    this.kept = { ...this.kept, ...part };
    this.host.writeState(this.kept);
  }

  /** Marks the layer's line in the editor, or takes the mark away. */
  private mark(isMarked: boolean): void {
    const layer = this.selectedLayer();
    this.host.post(isMarked && layer ? { kind: 'markLayer', layer: layer.index } : { kind: 'unmark' });
  }

  private save(message: (layer: number) => FromPage): void {
    const layer = this.selectedLayer();
    if (layer) {
      this.host.post(message(layer.index));
    }
  }

  /** The layer chosen by name, else the first that is not an input. */
  private selectedLayer(): LayerInfo | undefined {
    const { layers } = this.state;
    const chosen = layers.find((layer) => nameUse(layer) === this.kept.layerName);
    return chosen ?? layers.find((layer) => layer.className !== 'InputLayer') ?? layers[0];
  }

  private render(): void {
    const layer = this.selectedLayer();
    const maps = layer && this.state.status === 'finished' ? this.cache.get(layer.index) : undefined;
    const failure = layer && this.mapsFailures.get(layer.index);
    const isMissing = layer && this.state.status === 'finished' && !maps && failure === undefined;
    if (isMissing && this.requested !== layer.index) {
      this.requested = layer.index;
      this.host.post({ kind: 'showLayer', layer: layer.index });
    }
    this.header.update(this.state);
    this.picture.update(this.state);
    this.outcome.update(this.state);
    this.layers.update(this.state, layer, this.experiment);
    this.maps.update(this.state, { layer, maps, failure });
    const input = inputSizeOf(this.state);
    const field = layer && this.state.figures.get(layer.index)?.field;
    this.fields.update(maps && input && { field, maps, input });
  }
}

startPage<FromPage, ToPage, PageState>((host, root) => new Page(host, root));
