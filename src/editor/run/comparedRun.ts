// The run that a panel's own is compared with: of another model on its picture, or of its model on another picture.

import type { ComparedWith, PanelModel, PictureChoice, RunWish, ToPage } from '../../protocol/panel';
import type { Asking } from './runArguments';
import type { RunController } from './runController';
import type { ChosenPicture } from './runPanelServices';

export interface ComparedRunHost {
  post(message: ToPage): void;
  /** The model as its file has it now; undefined when it cannot be run and the user knows why. */
  locateModel(model: PanelModel, asking?: Asking): Promise<PanelModel | undefined>;
  readPicture(choice: PictureChoice): Promise<ChosenPicture>;
  /** Asks for a model other than the panel's; undefined when there is none, and the user knows why. */
  chooseModel(than: PanelModel): Promise<PanelModel | undefined>;
  /** Asks for a picture for the panel's model. */
  choosePicture(model: PanelModel): Promise<PictureChoice | undefined>;
  /** Goes to the call of a layer that the run has. */
  revealLayer(controller: RunController, layer: number): Promise<void>;
}

/** What the panel itself runs. */
export interface OwnSubject {
  readonly model: PanelModel;
  readonly picture: ChosenPicture | undefined;
}

export class ComparedRun {
  private comparedWith: ComparedWith | undefined;

  /** @param controller of the compared run, whose reports go to the page as such */
  constructor(
    private readonly controller: RunController,
    private readonly host: ComparedRunHost,
  ) {}

  /** Takes what to compare with, without running it. */
  choose(comparedWith: ComparedWith | undefined): void {
    this.controller.end();
    this.comparedWith = comparedWith;
    this.tellChoice();
  }

  /**
   * Asks what to compare with, and runs it.
   * @param isRunning the panel's own run comes first
   */
  async ask(what: ComparedWith['kind'], own: OwnSubject, isRunning: () => boolean): Promise<void> {
    const chosen = what === 'model' ? await this.askForModel(own.model) : await this.askForPicture(own.model);
    if (!chosen) return;
    this.choose(chosen);
    if (!isRunning()) await this.run(own);
  }

  /** Runs what was chosen; one under way is given up. Does nothing when nothing was chosen. */
  async run({ model, picture }: OwnSubject, asking?: Asking): Promise<void> {
    const chosen = this.comparedWith;
    if (!chosen) return;
    try {
      const compared = chosen.kind === 'model' ? await this.host.locateModel(chosen.model, asking) : model;
      const shown = chosen.kind === 'picture' ? await this.host.readPicture(chosen.picture) : picture;
      if (this.comparedWith !== chosen || !compared) return;
      this.controller.cancel();
      this.tellArguments(compared);
      if (shown) this.controller.takePicture(shown);
      await this.controller.run(compared);
    } catch (error) {
      if (this.comparedWith === chosen) this.controller.fail(error);
    }
  }

  /** The panel has run on another picture: so does another model that it is compared with. */
  async followPicture(picture: ChosenPicture): Promise<void> {
    if (this.comparedWith?.kind === 'model') await this.controller.setPicture(picture);
  }

  async handle(wish: RunWish, own: OwnSubject): Promise<void> {
    switch (wish.kind) {
      case 'run':
        await this.run(own);
        break;
      case 'changeArguments':
        await this.run(own, { isChange: true, fault: this.controller.parameterFault });
        break;
      case 'revealLayer':
        await this.host.revealLayer(this.controller, wish.layer);
        break;
      default:
        await this.controller.handle(wish);
    }
  }

  /** For a page that comes back. */
  replay(): void {
    this.tellChoice();
    this.controller.replay();
  }

  dispose(): void {
    this.controller.dispose();
  }

  private async askForModel(own: PanelModel): Promise<ComparedWith | undefined> {
    const model = await this.host.chooseModel(own);
    return model && { kind: 'model', model };
  }

  private async askForPicture(own: PanelModel): Promise<ComparedWith | undefined> {
    const picture = await this.host.choosePicture(own);
    return picture && { kind: 'picture', picture };
  }

  /** Those that the model runs with now. */
  private tellArguments(model: PanelModel): void {
    const chosen = this.comparedWith;
    if (chosen?.kind !== 'model' || chosen.model.givenArguments === model.givenArguments) return;
    this.comparedWith = { kind: 'model', model };
    this.tellChoice();
  }

  private tellChoice(): void {
    this.host.post({ kind: 'comparedWith', comparedWith: this.comparedWith });
  }
}
