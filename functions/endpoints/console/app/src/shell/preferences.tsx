import { useState } from "react";
import { getLocale, setLocale } from "#language";
import { m } from "#messages";
import { applyTheme, chosenTheme, themes } from "./theme.ts";

/** Each language in its own words. */
export const languages = [
  { locale: "en", name: "English" },
  { locale: "hi", name: "हिन्दी" },
  { locale: "ur", name: "اردو" },
] as const;

const themeNames = { system: m.theme_system, light: m.theme_light, dark: m.theme_dark };

/** The language and the theme of this browser. A change of language changes the page in place. */
export function Preferences() {
  const [theme, setTheme] = useState(chosenTheme);
  return (
    <div className="preferences">
      <select
        className="input languages"
        aria-label={m.language()}
        value={getLocale()}
        onChange={(event) => {
          const { value } = event.target;
          void setLocale(languages.find(({ locale }) => locale === value)?.locale ?? "en");
        }}
      >
        {languages.map(({ locale, name }) => (
          <option key={locale} value={locale}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="input"
        aria-label={m.theme()}
        value={theme}
        onChange={(event) => {
          const next = themes.find((each) => each === event.target.value) ?? "system";
          applyTheme(next);
          setTheme(next);
        }}
      >
        {themes.map((each) => (
          <option key={each} value={each}>
            {themeNames[each]()}
          </option>
        ))}
      </select>
    </div>
  );
}
