import { everyPageIsAccessible } from "./pages-in-language.ts";

// Colours are the same in every language; what is mirrored may overlap where there is little room.
everyPageIsAccessible("ur", [{ theme: "dark", width: 390 }], /arabic/);
