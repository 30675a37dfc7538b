import { yamlTokens } from "./app/src/pages/builder/yaml/yaml-tokens.ts";

const wordsOf = (text: string) => yamlTokens(text).map(({ from, to, kind }) => `${kind} ${text.slice(from, to)}`);

it("tells keys, texts, values and comments apart", () => {
  expect(wordsOf('a_b: "x: #1" # why\n- c: 5\n  d: { e: true, f: plain }')).toEqual([
    ...["key a_b", 'text "x: #1"', "comment # why", "key c", "value 5", "key d", "key e", "value true", "key f"],
  ]);
});

it("colours nothing in a block of text, and goes on after it", () => {
  expect(wordsOf("prompt: |\n  Rules:\n    - one: 1 # no comment\n\n  More: text\nnext: 2")).toEqual([
    ...["key prompt", "mark |", "key next", "value 2"],
  ]);
});
