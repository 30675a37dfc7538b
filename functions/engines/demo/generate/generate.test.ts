import { weekdays } from "../../../../shared/time/business-hours.ts";
import { DemoConfig, demoLanguages } from "../demo-config.ts";
import { generateBundle } from "./generate-bundle.ts";
import { monthOf } from "./month.ts";

const openingHours = { mon: ["09:00-13:00", "15:00-18:00"], thu: ["10:00-12:00"], sun: ["08:00-09:00"] };
const given = { seed: "seed-1", today: "2026-11-29", openingHours };
const configOf = (more: object = {}) => DemoConfig.parse({ industry: "healthcare", ...more });

it("gives the same bytes for the same seed, and others for another", () => {
  const began = process.cpuUsage();
  const text = (seed: string) => JSON.stringify(generateBundle(configOf(), { ...given, seed }));
  expect(text("seed-1")).toBe(text("seed-1"));
  expect(text("seed-1")).not.toBe(text("seed-2"));
  console.log(`three times 1,000 interactions and 500 articles: ${process.cpuUsage(began).user / 1_000} ms of CPU`);
});

describe.each(demoLanguages)("in %s", (language) => {
  const bundle = generateBundle(configOf({ language }), given);

  it("has as much as asked for, all of it consistent", () => {
    expect([bundle.interactions.length, bundle.articles.length]).toEqual([1_000, 500]);
    const customers = new Set(bundle.customers.map(({ id }) => id));
    const products = new Set(bundle.products.map(({ id }) => id));
    const all = [...bundle.orders, ...bundle.interactions, ...bundle.appointments];
    expect(all.filter((each) => !customers.has(each.customer_id) || !products.has(each.product_id))).toEqual([]);
  });

  it("has no two articles of one title or text", () => {
    const { articles } = bundle;
    expect([new Set(articles.map(({ title }) => title)).size, new Set(articles.map(({ text }) => text)).size]).toEqual([
      500, 500,
    ]);
  });

  it("lies in the opening hours", () => {
    const isOpen = ({ date, time }: { date: string; time: string }) => {
      const hours: Readonly<Record<string, readonly string[]>> = openingHours;
      const day = hours[weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? ""] ?? [];
      return day.some((opening) => time >= opening.slice(0, 5) && time < opening.slice(6));
    };
    expect([...bundle.appointments, ...bundle.interactions].filter((each) => !isOpen(each))).toEqual([]);
  });

  it("reaches nobody and says that it is invented", () => {
    expect(
      bundle.customers.filter(({ phone, email }) => !/^\+910000\d{6}$/.test(phone) || !/@example\.com$/.test(email)),
    ).toEqual([]);
    const mark = { en: "invented", hi: "काल्पनिक", ur: "فرضی" }[language];
    expect(bundle.articles.filter(({ title, text }) => !title.includes(mark) || !text.includes(mark))).toEqual([]);
    const text = bundle.articles[0]?.text ?? "";
    expect(/[\u0900-\u097f]/.test(text)).toBe(language === "hi");
    expect(/[\u0600-\u06ff]/.test(text)).toBe(language === "ur");
  });
});

it("adds up to its month", () => {
  const month = monthOf(generateBundle(configOf(), given));
  const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
  expect([sum(month.byDay), sum(month.byPattern), sum(month.byChannel)]).toEqual([1_000, 1_000, 1_000]);
  expect(month.resolvedByAgent).toBeGreaterThan(50);
});

it("sells what the business sells", () => {
  const items = [{ name: "MRI scan", price_minor: 700_000 }];
  const { products, orders } = generateBundle(configOf({ mock_data: [{ type: "products", items }] }), given);
  expect(products).toEqual([{ id: "P-01", name: "MRI scan", price_minor: 700_000 }]);
  expect(orders.every(({ amount_minor }) => amount_minor % 700_000 === 0)).toBe(true);
});
