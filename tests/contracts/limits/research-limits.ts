import type { Limits } from "./largest-document.ts";

const subject = (path: string): Limits => ({
  [`${path}.name`]: { characters: 120 },
  [`${path}.site`]: { bytes: 500 },
  [`${path}.reviewUrls`]: { items: 5 },
  [`${path}.reviewUrls[]`]: { bytes: 500 },
  [`${path}.documentIds`]: { items: 20 },
  [`${path}.placeId`]: { characters: 300 },
});

const quotes = (path: string): Limits => ({
  [path]: { items: 3 },
  [`${path}[].text`]: { characters: 300 },
});

/** What is listed of one kind has a limit in bytes for the whole list, so one entry of each list will do within it. */
const claims = (path: string): Limits => ({
  [`${path}.value`]: { items: 21 },
  [`${path}.value.text`]: { characters: 300 },
  [`${path}.value.answer`]: { characters: 600 },
  [`${path}.value.question`]: { characters: 300 },
});

const problems = (path: string): Limits => ({
  [path]: { items: 10 },
  [`${path}[].url`]: { bytes: 500 },
  [`${path}[].detail`]: { characters: 300 },
});

/** The limits of what research stores. */
export const researchLimits: Readonly<Record<string, Limits>> = {
  "research-runs": {
    ...subject("state.subject"),
    "state.sources": { items: 8 },
    "state.join.pending": { items: 8 },
    "state.join.results": { items: 8 },
    "state.join.results{}.reason": { characters: 300 },
  },
  "research-sources": {
    "state.cursor": { bytes: 300_000 },
    "state.now": { characters: 200 },
    "state.detail": { characters: 300 },
    ...problems("state.problems"),
  },
  "research-pages": {
    "state.title": { characters: 200 },
    "state.url": { bytes: 500 },
    "state.findings": { bytes: 300_000 },
    ...claims("state.findings[]"),
    "state.reviews": { items: 200 },
    "state.competitors": { items: 10 },
    "state.competitors[].url": { bytes: 500 },
  },
  "research-reports": {
    ...subject("state.business"),
    "state.facts": { bytes: 240_000 },
    ...claims("state.facts[]"),
    "state.facts[].text": { characters: 900 },
    "state.facts[].others": { items: 3 },
    "state.left_out": { items: 15 },
    "state.left_out[].page_ids": { items: 10 },
    "state.contradictions": { items: 40 },
    "state.contradictions[].values": { items: 5 },
    "state.contradictions[].values[].value": { characters: 150 },
    "state.contradictions[].values[].facts": { items: 1 },
    "state.gaps": { items: 30 },
    "state.gaps[].question": { characters: 250 },
    "state.gaps[].why": { characters: 100 },
    "state.themes": { items: 12 },
    ...quotes("state.themes[].quotes"),
    "state.competitors": { items: 10 },
    "state.competitors[].why": { characters: 300 },
    ...quotes("state.competitors[].quotes"),
    "state.opportunities": { items: 10 },
    ...quotes("state.opportunities[].quotes"),
    "state.questions": { items: 10 },
    ...quotes("state.questions[].quotes"),
    "state.sources": { items: 8 },
    "state.sources[].detail": { characters: 300 },
    ...problems("state.sources[].problems"),
  },
};
