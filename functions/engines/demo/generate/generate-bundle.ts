import { weekdays } from "../../../../shared/time/business-hours.ts";
import { type DemoConfig, mockDataOf } from "../demo-config.ts";
import type { DemoBundle } from "./bundle.ts";
import { givenNames, places, surnames } from "./names.ts";
import { type Random, randomFrom } from "./random.ts";
import { articleWords, circumstances, industryProducts, inventedMark, summaries } from "./words.ts";

type OpeningHours = NonNullable<DemoConfig["opening_hours"]>;

const counts = { customers: 60, orders: 120 };
const monthDays = 30;
const dayMs = 86_400_000;

/**
 * Invents a month of a business. Pure: the same configuration, seed and day give the same bytes. Every order, appointment
 * and conversation names a customer and a product of the bundle, and lies in the opening hours.
 * @param today the local day, `2026-11-29`
 */
export function generateBundle(
  config: DemoConfig,
  given: { readonly seed: string; readonly today: string; readonly openingHours: OpeningHours },
): DemoBundle {
  const random = randomFrom(given.seed);
  const mock = mockDataOf(config);
  const products = productsOf(config, mock.products);
  const customers = Array.from({ length: counts.customers }, (_, index) => customerOf(config, index, random));
  const openDays = openingsAround(given.today, given.openingHours);
  const past = openDays.filter(({ day }) => day < 0);
  const coming = openDays.filter(({ day }) => day > 0 && day <= 14);
  const moment = (days: typeof openDays) => {
    const { date, day, openings } = random.pick(days);
    return { date, day, time: timeIn(random.pick(openings), random) };
  };

  const orders = Array.from({ length: counts.orders }, (_, index) => {
    const product = random.pick(products);
    const { date } = moment(past);
    return {
      id: `O-${1001 + index}`,
      customer_id: random.pick(customers).id,
      product_id: product.id,
      amount_minor: (product.price_minor ?? 0) * (product.price_minor === null ? 0 : random.between(1, 2)),
      status: random.pick(["placed", "confirmed", "completed", "completed", "cancelled"] as const),
      date,
    };
  });
  const appointments = Array.from({ length: coming.length === 0 ? 0 : mock.appointments }, () => ({
    customer_id: random.pick(customers).id,
    product_id: random.pick(products).id,
    ...moment(coming),
  }));
  const interactions = Array.from({ length: mock.interactions.count }, (_, index) => {
    const pattern = random.pick(mock.interactions.patterns);
    const product = random.pick(products);
    const { date, time } = moment(past);
    const byAgent = random.next() < (pattern === "complaint" ? 0.55 : 0.85);
    return {
      id: `I-${String(index + 1).padStart(4, "0")}`,
      date,
      time,
      pattern,
      channel: random.pick(["web", "web", "whatsapp", "whatsapp", "voice"] as const),
      customer_id: random.pick(customers).id,
      product_id: product.id,
      resolved_by: byAgent ? ("agent" as const) : ("person" as const),
      minutes: byAgent ? random.between(1, 5) : random.between(6, 25),
      rating: random.next() < 0.4 ? (byAgent ? random.between(4, 5) : random.between(2, 5)) : null,
      summary: filled(random.pick(summaries[config.language][pattern]), product.name, 0),
    };
  });
  const articles = articlesOf(config, products, random);
  return {
    customers,
    products,
    orders,
    appointments,
    interactions: interactions.sort((one, other) =>
      `${one.date}${one.time}`.localeCompare(`${other.date}${other.time}`),
    ),
    articles,
  };
}

function productsOf(
  { industry, language }: DemoConfig,
  given: readonly { name: string; price_minor: number | null }[],
) {
  const usual = industryProducts[industry].map(([en, hi, ur, price_minor]) => ({
    name: { en, hi, ur }[language],
    price_minor,
  }));
  const chosen = given.length > 0 ? given : usual;
  return chosen.map(({ name, price_minor }, index) => ({
    id: `P-${String(index + 1).padStart(2, "0")}`,
    name,
    price_minor,
  }));
}

/** No two have one title: those about the usual case come first. There are fewer than asked for where words run out. */
function articlesOf(config: DemoConfig, products: DemoBundle["products"], random: Random): DemoBundle["articles"] {
  const { count, topics } = mockDataOf(config).articles;
  const mark = inventedMark[config.language];
  const all = circumstances[config.language].flatMap((circumstance) =>
    shuffled(
      topics.flatMap((topic) =>
        products.flatMap(({ name }) =>
          articleWords[config.language][topic].map(([title, text]) => ({ topic, title, text, name, circumstance })),
        ),
      ),
      random,
    ),
  );
  return all.slice(0, count).map(({ topic, title, text, name, circumstance }, index) => {
    const number = random.between(1, 24) * 2;
    const when = circumstance === "" ? "" : `, ${circumstance}`;
    return {
      id: `article-${index + 1}`,
      topic,
      title: `${filled(title, name, number)}${when} (${mark})`,
      text: `${circumstance === "" ? "" : `${name}, ${circumstance}: `}${filled(text, name, number)} (${mark})`,
    };
  });
}

function shuffled<Item>(items: readonly Item[], random: Random): readonly Item[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((one, other) => one.at - other.at)
    .map(({ item }) => item);
}

/** The number begins with zeros after the country code: no such number is assigned (India's numbering plan begins at 1). */
function customerOf({ language }: DemoConfig, index: number, random: Random) {
  const given = random.between(0, givenNames[language].length - 1);
  const family = random.between(0, surnames[language].length - 1);
  const latin = `${givenNames.en[given]}.${surnames.en[family]}`.toLowerCase();
  return {
    id: `C-${String(index + 1).padStart(3, "0")}`,
    name: `${givenNames[language][given]} ${surnames[language][family]}`,
    phone: `+910000${String(100_000 + index)}`,
    email: `${latin}.${index + 1}@example.com`,
    city: random.pick(places)[language],
  };
}

/** The open days from a month ago to two weeks ahead. `day` counts from today. */
function openingsAround(today: string, hours: OpeningHours) {
  const start = Date.parse(`${today}T00:00:00Z`);
  const around = Array.from({ length: monthDays + 15 }, (_, index) => index - monthDays);
  return around.flatMap((day) => {
    const date = new Date(start + day * dayMs);
    // JavaScript's week begins on Sunday.
    const weekday = weekdays[(date.getUTCDay() + 6) % 7] ?? "mon";
    const openings = hours[weekday] ?? [];
    return openings.length === 0 ? [] : [{ day, date: date.toISOString().slice(0, 10), openings }];
  });
}

/** A quarter of an hour in `09:00-18:00`, an hour before its end at the latest. */
function timeIn(opening: string, random: Random): string {
  const [from = 0, to = 0] = opening.split("-").map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  const latest = Math.max(from, to - 60);
  const minutes = from + random.between(0, Math.floor((latest - from) / 15)) * 15;
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function filled(text: string, product: string, number: number): string {
  return text.replaceAll("{p}", product).replaceAll("{n}", String(number));
}
