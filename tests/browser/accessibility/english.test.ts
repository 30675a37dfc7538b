import { everyPageIsAccessible } from "./pages-in-language.ts";

const looks = [
  { theme: "light", width: 1_100 },
  { theme: "dark", width: 1_100 },
  { theme: "dark", width: 390 },
  { theme: "light", width: 390 },
] as const;

everyPageIsAccessible("en", looks, undefined);
