import { dentistEvidence, toursEvidence } from "./answers.fixture.ts";
import { falseAnswers, falseTourOffers, strangersLinks } from "./false-answers.fixture.ts";
import { judge } from "./guard.ts";
import { honestAnswers, honestTourAnswers } from "./honest-answers.fixture.ts";

const dentist = dentistEvidence();
const tours = toursEvidence();

it.each(honestAnswers)("passes %j", (text) => {
  expect(judge(text, dentist)).toBeNull();
});

it.each(honestTourAnswers)("passes, of a tenant with another currency, %j", (text) => {
  expect(judge(text, tours)).toBeNull();
});

describe.each(Object.entries(falseAnswers))("stops as %s", (finding, texts) => {
  it.each(texts)("%j", (text) => {
    expect(judge(text, dentist)).toBe(finding);
  });
});

it.each(strangersLinks)("stops the stranger's link %j", (text) => {
  expect(["foreign-link", "foreign-contact"]).toContain(judge(text, dentist));
});

it.each(falseTourOffers)("stops the offer %j", (text) => {
  expect(judge(text, tours)).toBe("unsupported-price");
});
