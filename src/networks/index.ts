// The table of the classic networks: what the gallery and `convlens networks` list. Data only, no TensorFlow.js.

export interface ClassicNetwork {
  /** What users type: `convlens summary resnet50`. */
  readonly id: string;
  readonly title: string;
  /** Of the first publication, not of the conference. */
  readonly year: number;
  /** Relative to the root of the extension. */
  readonly file: string;
  /** The exported function of that file that makes the model. */
  readonly factory: string;
  /** Its arguments by parameter name, where they differ from the defaults. */
  readonly arguments: Readonly<Record<string, number | string | boolean>>;
  /** Height, width and channels of the picture. */
  readonly inputShape: readonly [height: number, width: number, channels: number];
}

/** In the order of their appearance. */
export const classicNetworks: readonly ClassicNetwork[] = [
  network('alexnet', 'AlexNet', 2012, 'alexnet.ts', 'alexNet', 227),
  network('zfnet', 'ZFNet', 2013, 'zfnet.ts', 'zfNet', 224),
  network('vgg11', 'VGG-11', 2014, 'vgg11.ts', 'vgg11', 224),
  network('vgg13', 'VGG-13', 2014, 'vgg13.ts', 'vgg13', 224),
  network('vgg16', 'VGG-16', 2014, 'vgg16.ts', 'vgg16', 224),
  network('vgg19', 'VGG-19', 2014, 'vgg19.ts', 'vgg19', 224),
  network('googlenet', 'GoogLeNet', 2014, 'googlenet.ts', 'googLeNet', 224),
  network('resnet18', 'ResNet-18', 2015, 'resnet18.ts', 'resNet18', 224),
  network('resnet34', 'ResNet-34', 2015, 'resnet34.ts', 'resNet34', 224),
  network('resnet50', 'ResNet-50', 2015, 'resnet50.ts', 'resNet50', 224),
  network('resnet101', 'ResNet-101', 2015, 'resnet101.ts', 'resNet101', 224),
  network('resnet152', 'ResNet-152', 2015, 'resnet152.ts', 'resNet152', 224),
  network('inceptionv4', 'Inception v4', 2016, 'inceptionv4.ts', 'inceptionV4', 299),
  network('squeezenet1.0', 'SqueezeNet 1.0', 2016, 'squeezenet1_0.ts', 'squeezeNet1_0', 224),
  network('squeezenet1.1', 'SqueezeNet 1.1', 2016, 'squeezenet1_1.ts', 'squeezeNet1_1', 224),
  network('mobilenet', 'MobileNet v1', 2017, 'mobilenet.ts', 'mobileNet', 224),
  network('shufflenet-g1', 'ShuffleNet v1, 1 group', 2017, 'shufflenet.ts', 'shuffleNet', 224, { groups: 1 }),
  network('shufflenet-g2', 'ShuffleNet v1, 2 groups', 2017, 'shufflenet.ts', 'shuffleNet', 224, { groups: 2 }),
  network('shufflenet-g3', 'ShuffleNet v1, 3 groups', 2017, 'shufflenet.ts', 'shuffleNet', 224, { groups: 3 }),
  network('shufflenet-g4', 'ShuffleNet v1, 4 groups', 2017, 'shufflenet.ts', 'shuffleNet', 224, { groups: 4 }),
  network('shufflenet-g8', 'ShuffleNet v1, 8 groups', 2017, 'shufflenet.ts', 'shuffleNet', 224, { groups: 8 }),
];

function network(
  id: string,
  title: string,
  year: number,
  fileName: string,
  factory: string,
  size: number,
  factoryArguments: ClassicNetwork['arguments'] = {},
): ClassicNetwork {
  const inputShape = [size, size, 3] as const;
  return { id, title, year, file: `src/networks/${fileName}`, factory, arguments: factoryArguments, inputShape };
}
