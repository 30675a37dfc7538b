import { useSyncExternalStore } from "react";
import { getLocale, type Locale, onLocaleChange } from "#language";

/** The page's language. What calls this is shown anew, with everything in it, when the language changes. */
export function useLocale(): Locale {
  return useSyncExternalStore(onLocaleChange, getLocale);
}
