// The panel's page: takes the extension's messages, keeps what the user chose, and tells the views.

import './base.css';
import './panel.css';
import './controls.css';
import { isForDevice } from '../src/protocol/device';
import { isSameComparison } from '../src/protocol/panel';
import type { ComparedWith, FromPage, ToPage } from '../src/protocol/panel';
import type { LayerInfo } from '../src/protocol/runner';
import { createElement } from './createElement';
import { DeviceLink } from './deviceLink';
import { FieldLink } from './field/fieldLink';
import type { LinkedLayer } from './field/fieldLink';
import { nameUse } from './format';
import { HeaderView } from './headerView';
import { startPage } from './startPage';
import type { Host } from './host';
import { BlockPage } from './inquiries/blockPage';
import { ClassMapPage } from './inquiries/classMapPage';
import { Experiment } from './inquiries/experiment';
import { ExperimentPage } from './inquiries/experimentPage';
import { FiltersPage } from './inquiries/filtersPage';
import { StudyPage } from './inquiries/studyPage';
import { LayerList } from './layerList';
import { MapsView } from './maps/mapsView';
import { OutcomeView } from './outcomeView';
import { parsePageState } from './pageState';
import type { PageState } from './pageState';
import { PictureView } from './pictureView';
import { inputSizeOf } from './runState';
import { ShownRun } from './shownRun';
import { SideBySidePage } from './sideBySide/sideBySidePage';

/** Many messages arrive close together during a run: they are drawn once. */
const RENDER_MILLISECONDS = 16;

class Page {
  private kept: PageState;
  private readonly run = new ShownRun((wish) => this.host.post(wish));
  private readonly compared = new ShownRun((wish) => this.host.post({ kind: 'compared', wish }));
  private timer: number | undefined;
  private readonly experiment = new Experiment(this.run.desk, () => this.render());
  private readonly device = new DeviceLink((message) => this.host.post(message));
  private readonly header: HeaderView;
  private readonly picture: PictureView;
  private readonly outcome = new OutcomeView();
  private readonly layers: LayerList;
  private readonly maps: MapsView;
  private readonly fields: FieldLink;
  private readonly sideBySide: SideBySidePage;

  constructor(
    private readonly host: Host<FromPage, ToPage, PageState>,
    root: HTMLElement,
  ) {
    this.kept = parsePageState(host.readState());
    const { desk } = this.run;
    const reveal = (layer: LayerInfo): void => host.post({ kind: 'revealLayer', layer: layer.index });
    this.header = new HeaderView((message) => host.post(message));
    this.picture = new PictureView({
      post: (message) => host.post(message),
      point: (pixel) => this.fields.pointAtPixel(pixel),
    });
    this.layers = new LayerList({ select: (layer) => this.select(layer), reveal });
    const openChannel = (channel: number): void => this.maps.open(channel);
    this.sideBySide = new SideBySidePage(
      { own: this.run, compared: this.compared },
      {
        post: (message) => host.post(message),
        readLook: () => this.kept,
        chooseLayer: (otherLayer) => {
          this.keep({ otherLayer });
          this.render();
        },
        point: (linked, cell) => {
          this.fields.update(linked ?? this.linkedLayer());
          this.fields.pointAtCell(cell);
        },
      },
    );
    const pages = [
      new ClassMapPage(desk),
      new FiltersPage(desk, openChannel),
      new BlockPage((layer) => this.run.mapsOf(layer)),
      new StudyPage(desk, openChannel, reveal),
      new ExperimentPage(this.experiment, desk),
      this.sideBySide,
    ];
    this.maps = new MapsView(this.kept, desk, pages, {
      changeView: (choices) => this.keep(choices),
      reveal,
      point: (cell) => this.fields.pointAtCell(cell),
      pin: (cell) => this.mark(cell !== undefined),
      readChannel: (choice) => host.post({ kind: 'showChannel', ...choice }),
      savePicture: (png, channel, view) => this.save((layer) => ({ kind: 'savePicture', layer, channel, view, png })),
      saveValues: (channel) => this.save((layer) => ({ kind: 'saveValues', layer, channel })),
    });
    this.fields = new FieldLink({
      showField: (field, note) => this.picture.showField(field?.input ?? inputSizeOf(this.run.state), field, note),
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
    if (isForDevice(message)) {
      this.device.take(message);
      return;
    }
    if (message.kind === 'compared') this.compared.receive(message.report);
    else this.run.receive(message);
    switch (message.kind) {
      case 'model':
        this.keep({ model: message.model });
        break;
      case 'picture':
        this.keep({ picture: message.picture.choice });
        break;
      case 'runStarted':
        this.experiment.reset();
        break;
      case 'comparedWith':
        this.compareWith(message.comparedWith);
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

  private compareWith(comparedWith: ComparedWith | undefined): void {
    this.compared.clear();
    const isSame = isSameComparison(comparedWith, this.kept.comparedWith);
    this.keep(isSame ? { comparedWith } : { comparedWith, otherLayer: undefined });
    this.sideBySide.compareWith(comparedWith);
  }

  private select(layer: LayerInfo): void {
    this.run.forgetFailure(layer.index);
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
    const { layers } = this.run.state;
    const chosen = layers.find((layer) => nameUse(layer) === this.kept.layerName);
    return chosen ?? layers.find((layer) => layer.className !== 'InputLayer') ?? layers[0];
  }

  /** Undefined while there are no maps on view. */
  private linkedLayer(): LinkedLayer | undefined {
    const layer = this.selectedLayer();
    const maps = layer && this.run.mapsOf(layer.index);
    const input = inputSizeOf(this.run.state);
    return maps && input && { field: this.run.state.figures.get(layer.index)?.field, maps, input };
  }

  private render(): void {
    const { state } = this.run;
    const layer = this.selectedLayer();
    const maps = layer && this.run.mapsOf(layer.index, true);
    const failure = layer && this.run.failureOf(layer.index);
    this.header.update(state);
    this.picture.update(state);
    this.outcome.update(state);
    this.layers.update(state, layer, this.experiment);
    this.maps.update(state, { layer, maps, failure });
    this.fields.update(this.linkedLayer());
  }
}

startPage<FromPage, ToPage, PageState>((host, root) => new Page(host, root));
