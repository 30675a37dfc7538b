import { SectionName } from "../../../../shared/contracts/lifecycle/requirement-sections.ts";
import type {
  RequirementItem,
  RequirementSource,
  RequirementValue,
} from "../../../../shared/contracts/lifecycle/requirements.ts";
import type { PdfBlock, PdfDocument, PdfSource } from "../../../../shared/documents/pdf/pdf-document.ts";
import type { Requirements } from "../document/requirements.ts";
import { titleOfRequirements } from "../document/views.ts";
import { fieldLabels } from "./field-labels.ts";
import { sectionTitles } from "./section-titles.ts";

const words = {
  en: {
    subtitle: "Requirements",
    revision: "Revision",
    status: "Status",
    draft: "Draft",
    approved: "Approved",
    yes: "yes",
    no: "no",
  },
  hi: {
    subtitle: "आवश्यकताएँ",
    revision: "संशोधन",
    status: "स्थिति",
    draft: "मसौदा",
    approved: "स्वीकृत",
    yes: "हाँ",
    no: "नहीं",
  },
} as const;

/** A document to print, section by section. Facts cite the page that says them. Pure. */
export function requirementsPdf(state: Requirements): PdfDocument {
  const { language, items, revision, status } = state;
  const say = words[language];
  const urls = [...new Set(items.flatMap(({ source }) => urlOf(source) ?? []))];
  const sources = urls.map((url): PdfSource => ({ text: url, url }));
  const cited = (source: RequirementSource) => {
    const url = urlOf(source);
    return url === undefined ? [] : [urls.indexOf(url) + 1];
  };
  const shown = (value: RequirementValue): string => {
    if (typeof value === "boolean") return value ? say.yes : say.no;
    return Array.isArray(value) ? value.join(", ") : String(value);
  };
  const row = ({ id, fields, source }: RequirementItem) => {
    const filled = Object.entries(fields).filter(([, value]) => value !== null && shown(value) !== "");
    const text = filled.map(([name, value]) => `${fieldLabels[name]?.[language] ?? name}: ${shown(value)}`).join("\n");
    return [
      { text: id, strong: true },
      { text, sources: cited(source) },
    ];
  };
  const blocks = SectionName.options.flatMap((section): PdfBlock[] => {
    const own = items.filter((item) => item.section === section);
    if (own.length === 0) return [];
    const title = sectionTitles[section][language];
    const columns = [{ title: "ID" }, { title, width: 8 }];
    return [
      { type: "section", level: 1, title },
      { type: "table", columns, rows: own.map(row) },
    ];
  });
  return {
    language,
    title: titleOfRequirements(state),
    subtitle: say.subtitle,
    author: state.lastAuthor,
    madeAt: state.updatedAt,
    facts: [
      { label: say.revision, value: String(revision) },
      { label: say.status, value: say[status] },
    ],
    blocks,
    sources,
  };
}

function urlOf(source: RequirementSource): string | undefined {
  return source.kind === "fact" && source.url !== null ? source.url : undefined;
}
