import { isSameBusiness } from "../same-business.ts";
import { choosePlace } from "./choose-place.ts";
import { openIntervals } from "./opening-hours.ts";
import { Place } from "./place.ts";

const at = (day: number, hour: number, minute = 0) => ({ day, hour, minute });

describe("opening hours", () => {
  it("are in the week's order, and end after midnight where the place does", () => {
    const periods = [
      { open: at(0, 10), close: at(0, 14, 30) },
      { open: at(5, 18), close: at(6, 2) },
      { open: at(1, 17), close: at(2, 0) },
      { open: at(1, 9), close: at(1, 13) },
    ];
    expect(openIntervals(periods)).toEqual([
      { day: "mo", opens: "09:00", closes: "13:00" },
      { day: "mo", opens: "17:00", closes: "24:00" },
      { day: "fr", opens: "18:00", closes: "02:00" },
      { day: "su", opens: "10:00", closes: "14:30" },
    ]);
  });

  it("are the whole week where nothing closes", () => {
    const always = openIntervals([{ open: at(0, 0), close: null }]);
    expect(always).toHaveLength(7);
    expect(always[0]).toEqual({ day: "mo", opens: "00:00", closes: "24:00" });
    expect(openIntervals([])).toEqual([]);
  });
});

describe("one business or two", () => {
  it.each([
    ["Sunrise Diagnostics", "SUNRISE DIAGNOSTICS Pvt. Ltd.", true],
    ["Sunrise Diagnostics", "Sunrise Diagnostics & Imaging Centre", true],
    ["सनराइज लैब", "सनराइज लैब पुणे", true],
    ["City", "City Care Clinic", false],
    ["Apex", "Apex", true],
    ["Apex Labs", "Labs Apex", false],
    ["", "", false],
  ])("%s and %s", (one, other, same) => {
    expect(isSameBusiness(one, other)).toBe(same);
  });

  const place = (id: string, name: string, formattedAddress: string, websiteUri = "") =>
    Place.parse({ id, displayName: { text: name }, formattedAddress, websiteUri });
  const pune = place("p", "City Care Clinic", "5 FC Road, Pune", "https://www.citycare.example/pune");
  const nagpur = place("n", "City Care Clinic", "21 Civil Lines, Nagpur");
  const business = { name: "City Care Clinic", city: null, site: null };

  it.each([
    ["two of one name", business, { type: "several", places: [pune, nagpur] }],
    ["one in the city", { ...business, city: "Nagpur" }, { type: "one", place: nagpur }],
    ["none in the city", { ...business, city: "Mumbai" }, { type: "several", places: [pune, nagpur] }],
    ["one with the site", { ...business, site: "https://citycare.example" }, { type: "one", place: pune }],
    ["another name", { ...business, name: "Metro Labs" }, { type: "several", places: [pune, nagpur] }],
  ])("chooses only where one is certain: %s", (_what, wanted, choice) => {
    expect(choosePlace([pune, nagpur], wanted)).toEqual(choice);
    expect(choosePlace([], wanted)).toEqual({ type: "none" });
  });
});
