// The form of `convlens summary --json`, which users' CI reads: additions only. Lines and columns are 1-based.

/** A number, a formula in symbols as text, or null with an entry in the sibling `reasons`. */
export type JsonQuantity = number | string | null;
export type JsonShape = readonly JsonQuantity[] | null;

export interface JsonPlace {
  readonly line: number;
  readonly column: number;
  /** Only where the place is not in the summary's own file. */
  readonly file?: string;
}

/** Why figures are null, by the name of the field. */
export interface JsonReasons {
  readonly reasons?: Readonly<Record<string, string>>;
  /** The expression that blocks each of them, where it is one in the source. */
  readonly reasonPlaces?: Readonly<Record<string, JsonPlace>>;
}

export interface JsonReceptiveField {
  readonly size: readonly JsonQuantity[];
  readonly stride: readonly JsonQuantity[];
  readonly padding: readonly JsonQuantity[];
  readonly aligned: boolean;
  /** Present and true where every output sees the whole input. */
  readonly global?: true;
}

export interface JsonLayer extends JsonPlace, JsonReasons {
  readonly name: string;
  readonly className: string;
  readonly path: readonly JsonPlace[];
  /** One shape, or one per output for a layer with several. */
  readonly outputShape: JsonShape | readonly JsonShape[];
  readonly params: JsonQuantity;
  readonly trainable: JsonQuantity;
  readonly macs: JsonQuantity;
  readonly receptiveField: JsonReceptiveField | null;
}

export interface JsonFinding {
  readonly rule: string;
  readonly severity: string;
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** Of the rule `budget`: the limit that it is about. */
  readonly limit?: string;
  readonly fixes: readonly {
    readonly title: string;
    readonly params: number | null;
    readonly macs: number | null;
    readonly receptiveField: number | null;
  }[];
}

/** A model without its layers and findings. */
export interface JsonModelHead extends JsonReasons {
  readonly name: string;
  readonly file?: string;
  readonly line: number;
  readonly kind: string;
  readonly status: string;
  /** One shape, or one per input for a model with several. */
  readonly inputShape: JsonShape | readonly JsonShape[];
  readonly totals: Readonly<Record<'params' | 'trainable' | 'macs' | 'activationBytes' | 'weightBytes', JsonQuantity>>;
}

export interface JsonModel extends JsonModelHead {
  readonly layers: readonly JsonLayer[];
  readonly findings: readonly JsonFinding[];
}

export interface JsonSummary {
  readonly version: 1;
  readonly file: string;
  readonly models: readonly JsonModel[];
  /** Findings that belong to no model shown. */
  readonly findings: readonly JsonFinding[];
}
