// Blocks of a layer graph: the layers that one call of a function made, and the blocks inside, by the layers' call paths.

import type { Application, CallSite } from '../analyser/index';

export interface Block {
  readonly id: string;
  readonly parent: Block | undefined;
  readonly call: CallSite;
  readonly name: string;
  /** Its position among the calls of this function in the block around it, from 1; 0 where there is only one. */
  readonly position: number;
  /** Of the blocks inside too; in the order of the graph. */
  readonly applications: readonly Application[];
}

export interface BlockTree {
  /** Each after the one that it is in. */
  readonly blocks: readonly Block[];
  readonly blockOf: ReadonlyMap<Application, Block>;
}

/** While it is made: what a call made by itself and by the calls inside. */
interface Call {
  readonly site: CallSite | undefined;
  readonly inside: Map<CallSite, Call>;
  readonly own: Application[];
}

/** @param nameOf what a function without a name is called by the text of its call */
export function findBlocks(applications: readonly Application[], nameOf: (call: CallSite) => string): BlockTree {
  const root = makeCall(undefined);
  for (const application of applications) {
    let call = root;
    for (const site of application.layer.path) {
      const next = call.inside.get(site) ?? makeCall(site);
      call.inside.set(site, next);
      call = next;
    }
    call.own.push(application);
  }
  const tree = { blocks: new Array<Block>(), blockOf: new Map<Application, Block>() };
  const order = new Map(applications.map((application, index) => [application, index]));
  addBlocks(withoutWrapper(root), undefined, tree, { order, nameOf });
  return tree;
}

function makeCall(site: CallSite | undefined): Call {
  return { site, inside: new Map(), own: [] };
}

/** A call that made everything is no block of its own. */
function withoutWrapper(call: Call): Call {
  const [only, second] = call.inside.values();
  return only && !second && call.own.length === 0 ? withoutWrapper(only) : call;
}

interface Context {
  readonly order: ReadonlyMap<Application, number>;
  readonly nameOf: (call: CallSite) => string;
}

function addBlocks(
  call: Call,
  parent: Block | undefined,
  tree: { readonly blocks: Block[]; readonly blockOf: Map<Application, Block> },
  context: Context,
): void {
  if (parent) for (const application of call.own) tree.blockOf.set(application, parent);
  const named = [...call.inside.values()].map((inside) => ({ inside, name: nameOfCall(inside, context) }));
  const counts = new Map<string, number>();
  for (const { inside, name } of named) {
    const { site } = inside;
    const position = (counts.get(name) ?? 0) + 1;
    counts.set(name, position);
    const applications = allOf(inside).sort((a, b) => (context.order.get(a) ?? 0) - (context.order.get(b) ?? 0));
    if (!site || applications.length < 2 || !isWhole(applications, context.order)) {
      addBlocks(inside, parent, tree, context);
      continue;
    }
    const isOnly = named.filter((other) => other.name === name).length === 1;
    const id = `${parent ? `${parent.id}/` : ''}${name}${isOnly ? '' : `.${position}`}`;
    const block = { id, parent, call: site, name, position: isOnly ? 0 : position, applications };
    tree.blocks.push(block);
    addBlocks(withoutWrapper(inside), block, tree, context);
  }
}

function nameOfCall({ site }: Call, { nameOf }: Context): string {
  if (!site) return '';
  return site.functionName === undefined || site.functionName === '' ? nameOf(site) : site.functionName;
}

function allOf({ own, inside }: Call): Application[] {
  return [...own, ...[...inside.values()].flatMap(allOf)];
}

/** Whether no way leaves the layers and comes back: a block that has others between its layers cannot be folded. */
function isWhole(applications: readonly Application[], order: ReadonlyMap<Application, number>): boolean {
  const inside = new Set(applications);
  const first = (applications[0] && order.get(applications[0])) ?? 0;
  const seen = new Set<Application>();
  // Backwards from the inputs that come from outside: none may depend on the block.
  const pending = applications.flatMap(({ inputs }) => inputs.flatMap(({ producer }) => producer ?? []));
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (inside.has(at) || seen.has(at) || (order.get(at) ?? 0) < first) continue;
    seen.add(at);
    const before = at.inputs.flatMap(({ producer }) => producer ?? []);
    if (before.some((producer) => inside.has(producer))) return false;
    pending.push(...before);
  }
  return true;
}
