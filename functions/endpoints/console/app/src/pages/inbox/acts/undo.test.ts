import { undoable } from "./undo.ts";

function opened() {
  const done: string[] = [];
  let shown: readonly string[] = [];
  let waiting: readonly (() => void)[] = [];
  const undo = undoable({
    onChange(held) {
      shown = held.map(({ label }) => label);
    },
    later(act) {
      waiting = [...waiting, act];
      return () => {
        waiting = waiting.filter((each) => each !== act);
      };
    },
  });
  const hold = (id: string, label = id) =>
    undo.hold({
      id,
      label,
      act: ({ leaving }) => done.push(leaving ? `${label} while leaving` : label),
      undo: () => done.push(`not ${label}`),
    });
  /** Everything that waits has waited long enough. */
  const pass = () => {
    for (const act of waiting) act();
    waiting = [];
  };
  return { ...undo, hold, done, pass, shown: () => shown };
}

test("nothing is done before the wait is over, and then once", () => {
  const { hold, done, shown, pass } = opened();
  hold("close");
  expect([done, shown()]).toEqual([[], ["close"]]);
  pass();
  pass();
  expect([done, shown()]).toEqual([["close"], []]);
});

test("undoes the newest deed, or the named one, and the others go on", () => {
  const { hold, undo, done, pass } = opened();
  for (const id of ["one", "two", "three"]) hold(id);
  undo();
  undo("one");
  pass();
  expect(done).toEqual(["not three", "not one", "two"]);
});

test("a second deed with the same conversation does the first at once, in order", () => {
  const { hold, done, pass } = opened();
  hold("c", "transfer");
  hold("c", "close");
  expect(done).toEqual(["transfer"]);
  pass();
  expect(done).toEqual(["transfer", "close"]);
});

test("does everything when the page is left", () => {
  const { hold, flush, done, pass } = opened();
  hold("one");
  hold("two");
  flush();
  pass();
  expect(done).toEqual(["one while leaving", "two while leaving"]);
});
