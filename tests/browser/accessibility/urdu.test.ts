import { everyPageIsAccessible } from "./pages-in-language.ts";

// Colours are the same in every language; what is mirrored may overlap where there is little room.
const looks = [
  { theme: "light", width: 1_100 },
  { theme: "dark", width: 390 },
] as const;

everyPageIsAccessible("ur", looks, /arabic/);
