// What the analyser says, for all who read it: the types, and the arithmetic of figures. It costs nothing to load; the analyser itself is
// in createAnalyser.ts.

export type * from './analysis';
export type { Analyser, AnalyserOptions } from './createAnalyser';
export type { Quantity, SourceRange } from './formulas/quantity';
export type { SumOfProducts } from './formulas/sumOfProducts';
export type { Application, CallPath, CallSite, Layer, Model, OperationReading, Tensor } from './graph/graph';
export type { Shape } from './graph/shape';
export type { ReceptiveField, ReceptiveFieldPass } from './passes/receptiveField';
export type { GivenValue, GivenValues } from './source/givenValues';
export { asArguments, parseGivenValue, writeGivenValues } from './source/givenValues';
export type { Limit } from './source/limits';
export { makeLimit, parseLimits } from './source/limits';
export type { SourceHost } from './source/resolve';
export type { FactoryParameters, MissingArgument, ValueType } from './source/valueType';
export { describeType, misfitOf } from './source/valueType';
export { writeAnnotation } from './source/writeAnnotation';
export { applicationsOf, usersByTensor } from './graph/applications';
export { groupBy } from './graph/groupBy';
export { elementCount } from './graph/shape';
export { knownShapes } from './graph/graph';
export { createReceptiveFieldPass, receptiveFieldOf } from './passes/receptiveField';
export { NO_PICTURE } from './passes/sight';
export { add, divide, product, sum, Unknown } from './formulas/quantity';
