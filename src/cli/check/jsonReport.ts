// `convlens check --json`, which users' CI reads: additions only. Models and findings have the form of `convlens summary --json`.

import type { Fix, Severity } from '../../analyser/index';
import type { PlainDiagnostic } from '../../features/findings';
import { fixesOf, NO_EFFECT, type FixEffect } from '../../features/fixes';
import { JsonPlaces, type NamedTexts } from '../../features/jsonPlaces';
import { modelOfFinding } from '../../features/modelOfFinding';
import { makeFindingJson, makeModelHead } from '../../features/summaryJson';
import type { JsonFinding, JsonModelHead } from '../../features/summaryContract';
import { isExceeded, isFailure, type CheckedFile } from './checkFiles';

export interface JsonCheck {
  readonly version: 1;
  readonly failed: boolean;
  readonly counts: Readonly<Record<Severity | 'files' | 'models' | 'exceeded', number>>;
  readonly files: readonly {
    readonly file: string;
    readonly models: readonly JsonModelHead[];
    /** `failing`: counts for the exit code. */
    readonly findings: readonly (JsonFinding & { readonly failing: boolean })[];
  }[];
}

export function makeJsonReport(checked: readonly CheckedFile[], texts: NamedTexts, least: Severity): JsonCheck {
  const findings = checked.flatMap((file) => file.findings);
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return {
    version: 1,
    failed: findings.some((finding) => isFailure(finding, least)),
    counts: {
      files: checked.length,
      models: checked.reduce((total, { models }) => total + models.length, 0),
      error: count('error'),
      warning: count('warning'),
      info: count('info'),
      hint: count('hint'),
      exceeded: findings.filter(isExceeded).length,
    },
    files: checked.map((file) => {
      const places = new JsonPlaces(file.source.file, texts);
      const effect = (fix: Fix, finding: PlainDiagnostic): FixEffect => {
        const model = finding.findings
          .map((one) => modelOfFinding(file.analysis, one))
          .find((one) => one !== undefined);
        return model ? file.effectOf(fix, model) : NO_EFFECT;
      };
      return {
        file: file.source.shownName,
        models: file.models.map((model) => makeModelHead(model, places)),
        findings: file.findings.map((finding) => {
          const limit = finding.findings[0]?.limit;
          const told = { ...finding, ...(limit === undefined ? {} : { limit }) };
          return {
            ...makeFindingJson(told, fixesOf(finding.findings), places, (fix) => effect(fix, finding)),
            failing: isFailure(finding, least),
          };
        }),
      };
    }),
  };
}
