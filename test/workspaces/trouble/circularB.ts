// The other half of the circle.
import { filters } from './circularA';

export const kernelSize = 3;
export const doubled = () => filters * 2;
