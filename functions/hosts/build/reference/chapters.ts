/** The reference's chapters, with the sections of `automation_config` in a reader's order. */
export const chapters: readonly {
  readonly title: string;
  readonly text: string;
  readonly sections: readonly string[];
}[] = [
  {
    title: "The client",
    text: "Who the client is, and where. These keys stand directly under `automation_config`.",
    sections: ["config_id", "client_id", "client_name", "industry", "use_case", "timezone", "date_order"],
  },
  { title: "The agent", text: "", sections: ["agent", "conversation", "guardrails", "budget", "budgets", "voice"] },
  {
    title: "What it knows and can do",
    text: "",
    sections: [
      "knowledge",
      "knowledge_sources",
      "village_knowledge",
      "tools",
      "tables",
      "operations",
      "catalogue",
      "payments",
    ],
  },
  { title: "Channels and accounts", text: "", sections: ["channels", "integrations"] },
  {
    title: "What happens in conversations",
    text: "",
    sections: [
      "business_logic",
      "signals",
      "identity",
      "data_collection",
      "bookings",
      "reminders",
      "callbacks",
      "quality",
    ],
  },
  {
    title: "People and times",
    text: "",
    sections: [
      "handoff_rules",
      "canned_replies",
      "business_hours",
      "holidays",
      "contact_rules",
      "campaigns",
      "sla",
      "success",
    ],
  },
];

/** Sections that are too large for one table: each of these parts has its own. */
export const parts: Readonly<Record<string, readonly string[]>> = {
  tools: ["available", "missing"],
  integrations: ["available", "missing"],
  channels: ["input", "output"],
  business_logic: ["cross_sell", "surveys", "escalation", "outbound_retargeting"],
};

export const introduction = `# Configuration

A client is one YAML file, \`config/tenants/<client_id>.yaml\`. Everything stands under the key \`automation_config\`. This
page lists every key. It is generated from the schema that reads the file, so it is complete; write it with
\`npm run reference\`.

\`\`\`sh
npm run cli -- config new --client sunrise_dental --template healthcare   # a valid file to begin with
npm run cli -- config validate config/tenants/sunrise_dental.yaml         # every mistake, with its line and its remedy
\`\`\`

An unknown key, a wrong type and a reference to something missing are refused. What is valid and unlikely to be meant,
such as a condition on a signal that nothing raises, is a warning.

**In an editor.** A first line \`# yaml-language-server: $schema=../schema.json\` gives completion, descriptions and checks
while typing in VS Code (with the YAML extension of Red Hat), JetBrains, Neovim and Helix. The templates and
\`config new\` have it. The schema, [config/schema.json](../config/schema.json), is made from the same source as this page.
It knows types and names; references between sections are checked by \`config validate\` only.

**One whole file** with every section is [config/example.yaml](../config/example.yaml). The examples below are its parts.
`;

export const valueKinds = `## Kinds of values

| value | is written |
|---|---|
| text | \`Hello\`. In quotes where it looks like something else: \`"30"\`, \`"+912245550100"\`, \`"yes: no"\`, \`"09:00"\`, \`"# 1"\` |
| name | letters, digits, \`_\`, \`-\` and \`.\`, at most 100. Other parts of the file refer to it |
| true or false | \`true\`, \`false\`. Not \`yes\`, \`no\`, \`on\` or \`off\`, which are texts |
| number | \`0.7\`, \`1500\`. Without quotes, thousands separators or units |
| seconds | a whole number: \`3600\` is an hour |
| phone number | in quotes, with \`+\` and the country code: \`"+91 22 4555 0100"\` |
| time of day | in quotes, of 24 hours: \`"21:00"\` |
| hours | in quotes: \`"09:00-18:00"\`. A night is split into two days |
| date | \`2026-01-26\` |
| time zone | a name of IANA: \`Asia/Kolkata\`. Not an abbreviation such as IST |
| currency | three capital letters: \`INR\` |
| language tag | \`en\`, \`en-IN\`, \`hi\` |
| secret | \`\${NAME}\`: the name of one of the client's secrets, in capitals. Its value never stands in the file |
| signal | a name of small letters, digits and \`_\`, which conditions read |
| condition | see [Conditions](#conditions) |
| prompt | a text with placeholders, see [Placeholders](#placeholders) |
| regular expression | without lookaround and references back, so that it takes no longer on a longer text: \`[A-Z]{2}\\d{6}\` |
| list of … | \`[a, b]\`, or one \`- a\` a line |
| a → b | a section with keys of the client's own: \`a: b\` a line |

"or text: its \`type\` alone" means that an item may be written short: \`- human_agent\` for \`- type: human_agent\`.
YAML's \`<<\` is refused: it belongs to YAML 1.1. Aliases (\`*name\`) work.
`;
