// Patterns of paths, as in convlens.config.json: `src/**/*.ts`, `*.test.ts`, `src/phone`.

/**
 * `*` and `?` stay inside a folder, `**` goes through folders, `{a,b}` is either. A pattern without `/` is for names in any folder; one that
 * names a folder is for all in it.
 * @param path relative, with `/`
 */
export function matchesGlob(path: string, pattern: string): boolean {
  const trimmed = pattern.replace(/^\.\//, '').replace(/\/+$/, '');
  if (trimmed === '' || trimmed === '.') return true;
  const anywhere = trimmed.includes('/') ? '' : '(?:.*/)?';
  return new RegExp(`^${anywhere}${sourceOf(trimmed)}(?:/.*)?$`, 'su').test(path);
}

const PARTS = /\*\*\/|\/\*\*$|\*\*|\*|\?|\{[^{}]*\}|[^*?{]|\{/gu;

function sourceOf(pattern: string): string {
  return pattern.replace(PARTS, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '/**') return '/.*';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1 && part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').map(sourceOf).join('|')})`;
    return part.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&');
  });
}
