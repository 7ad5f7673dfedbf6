// The committed versions of files, through VS Code's own git extension; none without it.

/** What is read of a `vscode.Uri`. */
export interface FileAddress {
  readonly scheme: string;
  readonly fsPath: string;
  toString(): string;
}

/** A `vscode.Event`. */
export type Listen<T> = (listener: (event: T) => void) => { dispose(): unknown };

/** What is used of the API of `vscode.git`, version 1. */
export interface GitApi {
  readonly onDidOpenRepository: Listen<Repository>;
  getRepository(uri: FileAddress): Repository | null;
}

export interface Repository {
  readonly state: { readonly HEAD: { readonly commit?: string } | undefined; readonly onDidChange: Listen<void> };
  /** The text of a file at a commit; rejects when it is not there. */
  show(ref: string, path: string): Promise<string>;
}

interface Committed {
  readonly commit: string;
  readonly text: string | undefined;
}

/** Each file is read once for each commit. */
export class CommittedTexts {
  private readonly texts = new Map<string, Committed>();
  private readonly commits = new Map<Repository, string | undefined>();
  private readonly subscriptions: { dispose(): unknown }[] = [];
  private git: Promise<GitApi | undefined> | undefined;

  constructor(
    private readonly findGit: () => Promise<GitApi | undefined>,
    /** Told when there is another commit, or another repository. */
    private readonly onChange: () => void,
  ) {}

  /** @returns undefined for what is in no repository, or in no commit */
  async textOf(uri: FileAddress): Promise<string | undefined> {
    if (uri.scheme !== 'file') return undefined;
    const git = await (this.git ??= this.start());
    const repository = git?.getRepository(uri);
    const commit = repository?.state.HEAD?.commit;
    if (repository) this.follow(repository);
    if (!repository || commit === undefined) return undefined;
    const key = uri.toString();
    const known = this.texts.get(key);
    if (known?.commit === commit) return known.text;
    const text = await repository.show(commit, uri.fsPath).catch(() => undefined);
    this.texts.set(key, { commit, text });
    return text;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async start(): Promise<GitApi | undefined> {
    const git = await this.findGit();
    // Repositories are found a while after the start.
    if (git) this.subscriptions.push(git.onDidOpenRepository(() => this.onChange()));
    return git;
  }

  private follow(repository: Repository): void {
    if (this.commits.has(repository)) return;
    this.commits.set(repository, repository.state.HEAD?.commit);
    this.subscriptions.push(
      repository.state.onDidChange(() => {
        const commit = repository.state.HEAD?.commit;
        if (commit === this.commits.get(repository)) return;
        this.commits.set(repository, commit);
        this.onChange();
      }),
    );
  }
}
