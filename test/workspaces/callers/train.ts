// Calls the classifier from inside of a function.
import { makeClassifier } from './classifier';

export async function train(): Promise<void> {
  const model = makeClassifier(7);
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
  await model.save('localstorage://classifier');
}
