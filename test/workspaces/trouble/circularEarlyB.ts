// The other half of the circle: it runs first.
import { filters } from './circularEarlyA';

export const kernelSize = filters / 8;
