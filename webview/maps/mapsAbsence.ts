// Words for the place of the feature maps while there are none: why, and what to do.

import { createElement, setText } from '../createElement';
import type { RunState } from '../runState';
import { createProgressRing } from '../toolkit';
import type { ShownLayer } from './mapsView';

/** In the place of the maps. */
export class MapsAbsence {
  readonly element: HTMLElement;
  private readonly title = createElement('h2');
  private readonly text = createElement('p');
  private readonly ring = createProgressRing();

  constructor() {
    this.element = createElement('div', { className: 'absence' }, [this.ring, this.title, this.text]);
  }

  update(state: RunState, shown: ShownLayer): void {
    const absence = describeAbsence(state, shown);
    this.element.hidden = !absence;
    this.ring.hidden = absence?.isWaiting !== true;
    setText(this.title, absence?.title ?? '');
    setText(this.text, absence?.text ?? '');
  }
}

interface Absence {
  readonly title: string;
  readonly text: string;
  readonly isWaiting: boolean;
}

/** Undefined when there are maps to show. */
function describeAbsence(state: RunState, shown: ShownLayer): Absence | undefined {
  if (shown.maps) {
    return undefined;
  }
  const name = state.model?.title ?? 'the model';
  switch (state.status) {
    case 'idle': {
      const text = `Press Run to send the picture through ${name}. Each layer then shows here what it makes of it: one map for each channel.`;
      return { title: 'See what each layer sees', text, isWaiting: false };
    }
    case 'running':
      return {
        title: state.stage,
        text: 'The feature maps of a layer appear here as soon as it is computed.',
        isWaiting: true,
      };
    case 'cancelled': {
      const text = 'The process was ended and its feature maps with it. Press Run Again to start over.';
      return { title: 'Run cancelled', text, isWaiting: false };
    }
    case 'failed': {
      const text = 'The message above says what happened. Change the model or the picture, then run again.';
      return { title: 'No feature maps', text, isWaiting: false };
    }
    case 'finished':
      if (shown.failure !== undefined) {
        return { title: 'The feature maps could not be read', text: shown.failure, isWaiting: false };
      }
      return shown.layer
        ? { title: 'Reading the feature maps…', text: '', isWaiting: true }
        : { title: 'Choose a layer', text: 'Its channels appear here.', isWaiting: false };
  }
}
