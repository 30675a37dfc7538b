/** A robots.txt, and whether a product may read an address by it. */
export interface RobotsCases {
  /** The rule that is tested, by the name of its test in the source. */
  readonly rule: string;
  readonly robots: string;
  readonly cases: readonly (readonly [address: string, allowed: boolean, product?: string])[];
}

const site = "https://lamps.example";
const lines = (...text: readonly string[]) => `${text.join("\n")}\n`;
const lampBot = "user-agent: LampBot";

function cases(
  rule: string,
  robots: string,
  verdicts: Readonly<{ yes?: readonly string[]; no?: readonly string[] }>,
  product = "LampBot",
): RobotsCases {
  const { yes = [], no = [] } = verdicts;
  const each = (paths: readonly string[], allowed: boolean) =>
    paths.map((path) => [path === "" ? "" : `${site}${path}`, allowed, product] as const);
  return { rule, robots, cases: [...each(yes, true), ...each(no, false)] };
}

/** As long as a line that is cut behind one more character (2,083 × 8 bytes with its end). */
const filler = (letter: string, key: string) => `/x/${letter.repeat(2_083 * 8 - 5 - key.length)}`;
const longA = filler("a", "allow: ");
const longB = filler("b", "allow: ");
const longDisallowed = filler("a", "disallow: ");

const inCase = (robots: string) => [
  cases("UserAgentValueCaseInsensitive", robots, { yes: ["/x/y"], no: ["/a/b"] }, "Lamp"),
  cases("UserAgentValueCaseInsensitive", robots, { yes: ["/x/y"], no: ["/a/b"] }, "lamp"),
];
const groups = lines(
  "allow: /out/in/",
  ...["", lampBot, "disallow: /", "allow: /x/", "user-agent: WickBot", "disallow: /", "allow: /y/"],
  ...["", "", "allow: /w/", "user-agent: OilBot", "", lampBot, "allow: /z/", "disallow: /"],
);
const global = lines("user-agent: *", "allow: /", lampBot, "disallow: /");
const onlyOthers = lines(
  lampBot,
  "allow: /",
  "user-agent: WickBot",
  "disallow: /",
  "user-agent: OilBot",
  "disallow: /",
);
const spaced = lines("User-Agent: *", "Disallow: /", "User-Agent: Lamp Bot", "Allow: /x/", "Disallow: /");
const allowed = (...rules: readonly string[]) =>
  lines(lampBot, "disallow: /", ...rules.map((rule) => `allow: ${rule}`));
const both = (disallow: string, allow: string) => lines(lampBot, `disallow: ${disallow}`, `allow: ${allow}`);
const oils = ["/oil", "/oil.html", "/oil/sesame.html", "/oilcans", "/oilcans/tin.html", "/oil.html?id=anything"];

/**
 * The 141 allow and disallow assertions of Google's parser, in their order and each with its verdict: robots_test.cc of
 * https://github.com/google/robotstxt (Apache-2.0), read on 29 November 2026. Names, paths and files are our own.
 */
export const robotsCases: readonly RobotsCases[] = [
  cases("SystemTest", "", { yes: [""] }),
  cases("SystemTest", lines(lampBot, "disallow: /"), { yes: [""] }, ""),
  cases("SystemTest", lines(lampBot, "disallow: /"), { no: [""] }),
  cases("SystemTest", "", { yes: [""] }, ""),

  cases("LineSyntax_Line", lines(lampBot, "disallow: /"), { no: ["/x/y"] }),
  cases("LineSyntax_Line", lines("what: LampBot", "ever: /"), { yes: ["/x/y"] }),
  cases("LineSyntax_Line", lines("user-agent LampBot", "disallow /"), { no: ["/x/y"] }),

  cases("LineSyntax_Groups", groups, { yes: ["/x/b", "/z/d"], no: ["/y/c", "/out/in/"] }),
  cases("LineSyntax_Groups", groups, { yes: ["/y/c", "/w/a"], no: ["/z/d", "/out/in/"] }, "WickBot"),
  cases("LineSyntax_Groups", groups, { yes: ["/z/d"], no: ["/out/in/"] }, "OilBot"),

  ...[
    lines("USER-AGENT: LampBot", "ALLOW: /x/", "DISALLOW: /"),
    lines(lampBot, "allow: /x/", "disallow: /"),
    lines("UsEr-aGeNt: LampBot", "aLlOw: /x/", "DiSaLlOw: /"),
  ].map((robots) => cases("REPLineNamesCaseInsensitive", robots, { yes: ["/x/y"], no: ["/a/b"] })),

  ...["LAMP BOT", "lamp bot", "LaMp BoT"].flatMap((name) =>
    inCase(lines(`User-Agent: ${name}`, "Allow: /x/", "Disallow: /")),
  ),
  cases("AcceptUserAgentUpToFirstSpace", spaced, { yes: ["/x/y"] }, "Lamp"),
  cases("AcceptUserAgentUpToFirstSpace", spaced, { no: ["/x/y"] }, "Lamp Bot"),

  cases("GlobalGroups_Secondary", "", { yes: ["/x/y"] }),
  cases("GlobalGroups_Secondary", global, { no: ["/x/y"] }),
  cases("GlobalGroups_Secondary", global, { yes: ["/x/y"] }, "WickBot"),
  cases("GlobalGroups_Secondary", onlyOthers, { yes: ["/x/y"] }, "GlassBot"),

  cases("AllowDisallow_Value_CaseSensitive", lines(lampBot, "disallow: /x/"), { no: ["/x/y"] }),
  cases("AllowDisallow_Value_CaseSensitive", lines(lampBot, "disallow: /X/"), { yes: ["/x/y"] }),

  cases("LongestMatch", both("/x/list.html", "/x/"), { no: ["/x/list.html"] }),
  cases("LongestMatch", both("/x/", "/x/list.html"), { yes: ["/x/list.html"], no: ["/x/"] }),
  cases("LongestMatch", both("", ""), { yes: ["/x/list.html"] }),
  cases("LongestMatch", both("/", "/"), { yes: ["/x/list.html"] }),
  cases("LongestMatch", both("/x", "/x/"), { no: ["/x"], yes: ["/x/"] }),
  cases("LongestMatch", both("/x/list.html", "/x/list.html"), { yes: ["/x/list.html"] }),
  cases("LongestMatch", both("/*.html", "/list"), { no: ["/list.html"], yes: ["/list"] }),
  cases("LongestMatch", both("/*.html", "/x/list."), { yes: ["/x/list.html"], no: ["/x/y.html"] }),
  cases("LongestMatch", lines("User-agent: *", "Disallow: /x/", lampBot, "Disallow: /y/"), {
    yes: ["/x/list"],
    no: ["/y/list"],
  }),

  cases("Encoding", allowed("/lamps/red?size=big&from=https://wick.example?one&two"), {
    yes: ["/lamps/red?size=big&from=https://wick.example?one&two"],
  }),
  cases("Encoding", allowed("/lamps/दी"), { yes: ["/lamps/%E0%A4%A6%E0%A5%80"], no: ["/lamps/दी"] }),
  cases("Encoding", allowed("/lamps/%E0%A4%A6%E0%A5%80"), { yes: ["/lamps/%E0%A4%A6%E0%A5%80"], no: ["/lamps/दी"] }),
  cases("Encoding", allowed("/lamps/%6F%69%6C"), { yes: ["/lamps/%6F%69%6C"], no: ["/lamps/oil"] }),

  cases("SpecialCharacters", both("/lamps/big/oil", "/lamps/*/wick"), {
    no: ["/lamps/big/oil"],
    yes: ["/lamps/oil", "/lamps//oil", "/lamps/bit/oil"],
  }),
  cases("SpecialCharacters", both("/lamps/big$", "/lamps/big/wick"), {
    no: ["/lamps/big"],
    yes: ["/lamps/big/wick", "/lamps/big/", "/lamps/big/oil"],
  }),
  cases("SpecialCharacters", lines(lampBot, "# Disallow: /", "Disallow: /lamps/oil#wick", "Allow: /"), {
    yes: ["/lamps/big"],
    no: ["/lamps/oil"],
  }),

  cases("IndexHTMLisDirectory", lines("User-Agent: *", "Allow: /open/index.html", "Disallow: /"), {
    yes: ["/open/", "/open/index.html"],
    no: ["/open/index.htm", "/else"],
  }),

  cases("LineTooLong", lines(lampBot, `disallow: ${longDisallowed}/wick`), {
    yes: ["/oil"],
    no: [`${longDisallowed}/oil`],
  }),
  cases("LineTooLong", allowed(`${longA}/wick`, `${longB}/wick`), {
    no: ["/"],
    yes: [`${longA}/wick`, `${longB}/oil`],
  }),

  cases("DocumentationChecks", allowed("/oil"), { no: ["/wick", "/Oil.asp", "/lampoil", "/?id=oil"], yes: oils }),
  cases("DocumentationChecks", allowed("/oil*"), { no: ["/wick", "/Oil.wick", "/lampoil", "/?id=oil"], yes: oils }),
  cases("DocumentationChecks", allowed("/oil/"), {
    yes: ["/oil/", "/oil/sesame", "/oil/?sesame", "/oil/sesame.html", "/oil/?id=anything"],
    no: ["/wick", "/oil", "/oil.html", "/Oil/Sesame.html"],
  }),
  cases("DocumentationChecks", allowed("/*.php"), {
    yes: ["/a.php", "/b/a.php", "/b/a.php?some", "//b/any.php.list.html", "/a.php/", "/index?f=a.php/"],
    no: ["/wick", "/php/", "/index?php", "/lamps.PHP"],
  }),
  cases("DocumentationChecks", allowed("/*.php$"), {
    yes: ["/a.php", "/b/a.php"],
    no: ["/wick", "/a.php?some", "/a.php/", "/a.php5", "/php/", "/a?php", "/bbbphpbbb", "//lamps.PHP"],
  }),
  cases("DocumentationChecks", allowed("/oil*.php"), {
    yes: ["/oil.php", "/oilcans/tinoil.php?some"],
    no: ["/wick", "/Oil.PHP"],
  }),
  cases("DocumentationChecks", lines(lampBot, "allow: /l", "disallow: /"), { yes: ["/list"] }),
  cases("DocumentationChecks", lines(lampBot, "allow: /box", "disallow: /box"), { yes: ["/box/list"] }),
  cases("DocumentationChecks", lines(lampBot, "allow: /list", "disallow: /*.htm"), { no: ["/list.htm"] }),
  cases("DocumentationChecks", lines(lampBot, "allow: /$", "disallow: /"), { yes: ["/"], no: ["/list.html"] }),
];
