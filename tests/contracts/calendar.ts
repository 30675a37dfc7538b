import { calendar } from "../../shared/tools/calendar/calendar.ts";
import { dependencies, emptyMaterial, toolCall } from "../../shared/tools/fixtures.ts";
import { newTenant, type OpenPlatform, withPlatform } from "./open-platform.ts";

/** The times of booked slots expire by the database's clock, which is the machine's: the week after next. */
const tuesday = nextTuesday();
const now = new Date(Date.parse(`${tuesday}T03:00:00Z`) - 24 * 3_600_000);
const settings = {
  services: [{ id: "fitting", minutes: 30 }],
  resources: [{ id: "workshop" }],
  opening_hours: { tue: ["09:00-21:00"] },
};
const nineOClock = `${tuesday}T09:00`;

/** No slot is given twice, whoever books at the same moment, in this process or in another. */
export function calendarContract(name: string, open: OpenPlatform): void {
  describe(`calendar on ${name}`, () => {
    it("gives the last place of a time to one of a hundred who ask at once", async () => {
      await withPlatform(open, async (platform) => {
        const booked = await bookAtOnce({ capacity: 1 }, 100, () => nineOClock);
        expect(booked).toEqual({ booked: 1, refused: 99 });

        async function bookAtOnce(resource: object, people: number, start: (person: number) => string) {
          return countOutcomes(await booksOf([platform], resource), people, start);
        }
      });
    });

    it("gives as many places as there are, over two processes", async () => {
      const [one, other] = [await open(), await open()];
      try {
        const books = await booksOf([one, other], { capacity: 3 });
        expect(await countOutcomes(books, 40, () => nineOClock)).toEqual({ booked: 3, refused: 37 });
      } finally {
        await Promise.all([one.close(5_000), other.close(5_000)]);
      }
    });

    it("refuses nobody a time that is free because others book at the same moment", async () => {
      await withPlatform(open, async (platform) => {
        const times = Array.from({ length: 24 }, (_, half) => {
          const minutes = 9 * 60 + half * 30;
          return `${tuesday}T${String(Math.floor(minutes / 60)).padStart(2, "0")}:${minutes % 60 === 0 ? "00" : "30"}`;
        });
        const books = await booksOf([platform], { capacity: 1 });
        const outcome = await countOutcomes(books, times.length, (person) => times[person] ?? "");
        expect(outcome).toEqual({ booked: 24, refused: 0 });
      });
    });
  });
}

type Platform = Awaited<ReturnType<OpenPlatform>>;

/** The booking tool of one tenant, as each of these processes has it. */
async function booksOf(platforms: readonly Platform[], resource: object) {
  const tenantId = newTenant();
  const config = calendar.config.parse({ ...settings, resources: [{ id: "workshop", ...resource }] });
  const opening = { holidays: [], timezone: "Asia/Kolkata" };
  return Promise.all(
    platforms.map(async (platform) => {
      const material = { ...emptyMaterial, tenantId, opening };
      const tools = await calendar.create({ name: "visits", config }, dependencies({ platform }), material);
      const book = tools.find((tool) => tool.name === "visits_book");
      if (book === undefined) throw new Error("There is no tool that books.");
      return (person: number, start: string) =>
        book.execute(
          { start },
          toolCall({
            tenantId,
            now,
            idempotencyKey: `person-${person}`,
            customer: { id: `customer-${person}`, address: `+9198000${10_000 + person}`, name: null },
          }),
        );
    }),
  );
}

async function countOutcomes(
  books: Awaited<ReturnType<typeof booksOf>>,
  people: number,
  start: (person: number) => string,
) {
  const results = await Promise.all(
    Array.from({ length: people }, (_, person) => books[person % books.length]?.(person, start(person))),
  );
  const contents = results.map((result) => Object(result?.content));
  return {
    booked: contents.filter(({ status }) => status === "booked").length,
    refused: contents.filter(({ error }) => typeof error === "string").length,
  };
}

/** The date of the first Tuesday that is at least a week away. */
function nextTuesday(): string {
  const day = new Date(Date.now() + 7 * 24 * 3_600_000);
  while (day.getUTCDay() !== 2) day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
