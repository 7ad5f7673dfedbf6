// The analysis of a document as it was committed last. Other files are taken as they are now.

import type { FileAnalysis } from '../analyser/index';
import type { FileAddress } from './committedTexts';

/** Nobody waits for it, and whoever types goes first. */
const DELAY_MILLISECONDS = 400;

/** What is read of a `vscode.TextDocument`. */
interface DocumentText {
  readonly uri: FileAddress;
  getText(): string;
}

export interface CommittedServices<Document extends DocumentText> {
  readonly committedText: (uri: FileAddress) => Promise<string | undefined>;
  /** Gives what analyses other texts of a document. */
  readonly analyserOf: (document: Document) => Promise<(text: string) => FileAnalysis>;
  /** Told when the answer for some document is another one. */
  readonly onChange: () => void;
  readonly log: (error: unknown) => void;
}

interface Known {
  analyse?: (text: string) => FileAnalysis;
  analysis?: FileAnalysis | undefined;
  timer?: NodeJS.Timeout;
}

export class CommittedAnalyses<Document extends DocumentText> {
  private readonly known = new Map<Document, Known>();

  constructor(private readonly services: CommittedServices<Document>) {}

  /** What is known by now: undefined too where the document is as it was committed. `onChange` tells when there is more. */
  of(document: Document): FileAnalysis | undefined {
    const known = this.known.get(document) ?? {};
    this.known.set(document, known);
    clearTimeout(known.timer);
    known.timer = setTimeout(() => {
      this.refresh(document, known).catch(this.services.log);
    }, DELAY_MILLISECONDS);
    return known.analysis;
  }

  forget(document: Document): void {
    clearTimeout(this.known.get(document)?.timer);
    this.known.delete(document);
  }

  dispose(): void {
    for (const document of [...this.known.keys()]) this.forget(document);
  }

  private async refresh(document: Document, known: Known): Promise<void> {
    const text = await this.services.committedText(document.uri);
    const before = known.analysis;
    if (text === undefined || isSameText(text, document)) {
      known.analysis = undefined;
    } else {
      known.analyse ??= await this.services.analyserOf(document);
      // The same object as before where no file has changed that it was made from.
      const analysis = known.analyse(text);
      known.analysis = analysis.models.length > 0 ? analysis : undefined;
    }
    if (known.analysis !== before && this.known.get(document) === known) this.services.onChange();
  }
}

/** Git may keep other line ends than the file has. */
function isSameText(text: string, document: DocumentText): boolean {
  const plain = (one: string): string => one.replaceAll('\r\n', '\n');
  return plain(text) === plain(document.getText());
}
