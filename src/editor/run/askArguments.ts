// Asks for arguments one after the other, with the way back: a box to type in, or a list where there is a choice.

import * as vscode from 'vscode';
import type { GivenValue, GivenValues } from '../../analyser/index';
import { choicesOf, describeQuestion, readAnswer, textOfValue, type Question } from '../../features/runArguments';

/** @returns undefined when the user gives up */
export type AskArguments = (title: string, questions: readonly Question[]) => Promise<GivenValues | undefined>;

interface Step {
  readonly title: string;
  readonly question: Question;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
}

type Outcome = { readonly value: GivenValue } | 'back' | undefined;

export const askArguments: AskArguments = async (title, questions) => {
  const answers = new Map<string, GivenValue>();
  for (let index = 0; ;) {
    const question = questions[index];
    if (!question) return answers;
    const suggestion = answers.get(question.name) ?? question.suggestion;
    const step: Step = {
      title,
      question: { ...question, ...(suggestion !== undefined && { suggestion }) },
      step: index + 1,
      totalSteps: questions.length,
    };
    const choices = choicesOf(question.type);
    const outcome = await (choices ? pickValue(step, choices) : typeValue(step));
    if (outcome === undefined) return undefined;
    if (outcome !== 'back') answers.set(question.name, outcome.value);
    index += outcome === 'back' ? -1 : 1;
  }
};

function typeValue({ question, ...step }: Step): Promise<Outcome> {
  const box = vscode.window.createInputBox();
  const { suggestion } = question;
  box.prompt = describeQuestion(question);
  if (suggestion !== undefined) box.value = textOfValue(suggestion);
  const check = (): { readonly value: GivenValue } | undefined => {
    const answer = readAnswer(box.value, question);
    box.validationMessage = 'mistake' in answer ? answer.mistake : undefined;
    return 'mistake' in answer ? undefined : answer;
  };
  return show(box, step, (resolve) => {
    // told on Enter, and then until it is right: nobody has finished typing before
    box.onDidChangeValue(() => {
      if (box.validationMessage !== undefined && box.validationMessage !== '') check();
    });
    box.onDidAccept(() => {
      const answer = check();
      if (answer) resolve(answer);
    });
  });
}

function pickValue({ question, ...step }: Step, choices: readonly GivenValue[]): Promise<Outcome> {
  const list = vscode.window.createQuickPick<vscode.QuickPickItem & { readonly value: GivenValue }>();
  list.items = choices.map((value) => ({ label: textOfValue(value), value }));
  list.placeholder = question.name;
  const suggested = list.items.find(({ value }) => value === question.suggestion);
  if (suggested) list.activeItems = [suggested];
  return show(list, step, (resolve) => {
    list.onDidAccept(() => {
      const [picked] = list.selectedItems;
      if (picked) resolve({ value: picked.value });
    });
  });
}

function show(
  input: vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem & { readonly value: GivenValue }>,
  { title, step, totalSteps }: Omit<Step, 'question'>,
  listen: (resolve: (outcome: Outcome) => void) => void,
): Promise<Outcome> {
  input.title = title;
  if (totalSteps > 1) Object.assign(input, { step, totalSteps });
  // one looks at the code for an answer
  input.ignoreFocusOut = true;
  if (step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  return new Promise<Outcome>((resolve) => {
    input.onDidTriggerButton(() => resolve('back'));
    input.onDidHide(() => resolve(undefined));
    listen(resolve);
    input.show();
  }).finally(() => input.dispose());
}
