import { keyNameOf } from "./keys.ts";

const plain = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };

test("a key means one thing, and E with Shift another than E", () => {
  expect(keyNameOf({ ...plain, key: "j" })).toBe("next");
  expect(keyNameOf({ ...plain, key: "ArrowUp" })).toBe("previous");
  expect(keyNameOf({ ...plain, key: "e" })).toBe("resolve");
  expect(keyNameOf({ ...plain, key: "E" })).toBe("resolveNext");
  expect(keyNameOf({ ...plain, key: "q" })).toBeUndefined();
});

test("keys of the browser and of input methods stay theirs", () => {
  expect(keyNameOf({ ...plain, key: "r", ctrlKey: true })).toBeUndefined();
  expect(keyNameOf({ ...plain, key: "e", isComposing: true })).toBeUndefined();
});
