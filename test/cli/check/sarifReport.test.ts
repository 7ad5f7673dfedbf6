// What `convlens check --sarif` prints.

import { describe, expect, it } from 'vitest';
import {
  ADVISED,
  BROKEN,
  DENSE,
  IMPORT,
  SMALL,
  check,
  checkAs,
  found,
  installation,
  useCheckFolder,
} from './checkFolder';

const { write } = useCheckFolder();

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly informationUri?: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: { readonly text: string };
          readonly help: { readonly text: string; readonly markdown?: string };
          readonly helpUri?: string;
          readonly defaultConfiguration: { readonly level: string };
        }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
        };
      }[];
      readonly fixes?: readonly {
        readonly description: { readonly text: string };
        readonly artifactChanges: readonly {
          readonly artifactLocation: { readonly uri: string };
          readonly replacements: readonly {
            readonly deletedRegion: Readonly<Record<'startLine' | 'startColumn' | 'endLine' | 'endColumn', number>>;
            readonly insertedContent?: { readonly text: string };
          }[];
        }[];
      }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}

describe('SARIF', () => {
  const sarif = async (...args: string[]): Promise<Sarif['runs'][number]> => {
    const log = JSON.parse((await check(...args, '--sarif')).out) as Sarif;
    expect([log.version, log.runs.length]).toEqual(['2.1.0', 1]);
    return log.runs[0]!;
  };

  it('has what its readers need', async () => {
    write({
      'my nets/a.ts': ADVISED,
      'b.ts': SMALL.replace('export', '/** @convlens budget params<9 */\nexport'),
      'c.ts': BROKEN,
    });
    const { tool, results } = await sarif();
    const { rules } = tool.driver;
    expect(results.map(({ ruleId, ruleIndex }) => [ruleId, rules[ruleIndex]?.id])).toEqual(
      results.map(({ ruleId }) => [ruleId, ruleId]),
    );
    const levels = new Map(results.map(({ ruleId, level }) => [ruleId, level]));
    expect(['budget', 'large-kernel', 'tfjs-error'].map((id) => levels.get(id))).toEqual(['error', 'note', 'error']);
    const largeKernel = rules.find(({ id }) => id === 'large-kernel');
    expect(largeKernel?.shortDescription.text).toMatch(/^\p{Lu}[^\n]+\.$/u);
    expect(largeKernel?.help.markdown).toContain('# large-kernel');
    // Where the documentation has no address the pages stand in the report, without links to files.
    expect(rules.every(({ help }) => help.markdown !== undefined && !/\]\([\w./]+\.md\)/.test(help.markdown))).toBe(
      true,
    );
    expect(largeKernel?.defaultConfiguration).toEqual({ level: 'note' });
    for (const { message, locations, partialFingerprints } of results) {
      expect(message.text).not.toBe('');
      expect(locations).toHaveLength(1);
      const { artifactLocation, region } = locations[0]!.physicalLocation;
      expect(['my%20nets/a.ts', 'b.ts', 'c.ts']).toContain(artifactLocation.uri);
      expect(Math.min(...Object.values(region))).toBeGreaterThan(0);
      expect(Object.values(partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    }
  });

  it('has fixes that do what they say', async () => {
    write({ 'a.ts': ADVISED });
    const { results } = await sarif();
    const fix = results.find(({ ruleId }) => ruleId === 'large-kernel')?.fixes?.[0];
    expect(fix?.artifactChanges.map(({ artifactLocation }) => artifactLocation.uri)).toEqual(['a.ts']);
    let text = ADVISED;
    const offsetOf = (line: number, column: number): number =>
      ADVISED.split('\n')
        .slice(0, line - 1)
        .reduce((sum, { length }) => sum + length + 1, 0) +
      column -
      1;
    for (const { deletedRegion: region, insertedContent } of [
      ...(fix?.artifactChanges[0]?.replacements ?? []),
    ].reverse()) {
      const [start, end] = [offsetOf(region.startLine, region.startColumn), offsetOf(region.endLine, region.endColumn)];
      text = text.slice(0, start) + (insertedContent?.text ?? '') + text.slice(end);
    }
    write({ 'a.ts': text });
    expect((await found()).filter((one) => /large-kernel|tfjs-error/.test(one))).toEqual([]);
  });

  it('keeps its fingerprints when lines move, and gives equal lines different ones', async () => {
    const text = `${IMPORT}/** @convlens budget params<9 */\nfunction build() {\n  return ${DENSE};\n}\n`;
    write({ 'a.ts': `${text}${text.replace(IMPORT, '').replace('build', 'other')}` });
    const first = (await sarif()).results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0]);
    expect(new Set(first).size).toBe(2);
    write({ 'a.ts': `// moved\n\n${text}${text.replace(IMPORT, '').replace('build', 'other')}` });
    const second = (await sarif()).results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0]);
    expect(second).toEqual(first);
  });

  it('links to the documentation where it is on the web', async () => {
    write({ 'a.ts': ADVISED, 'c.ts': BROKEN });
    const { out } = await checkAs({ ...installation, homepage: 'https://example.org/convlens' }, '--sarif');
    const { driver } = (JSON.parse(out) as Sarif).runs[0]!.tool;
    expect(driver.informationUri).toBe('https://example.org/convlens');
    expect(driver.rules.find(({ id }) => id === 'large-kernel')?.helpUri).toBe(
      'https://example.org/convlens/docs/rules/large-kernel.md',
    );
    expect(driver.rules.find(({ id }) => id === 'tfjs-error')?.helpUri).toBe(
      'https://example.org/convlens/docs/check.md',
    );
  });
});
