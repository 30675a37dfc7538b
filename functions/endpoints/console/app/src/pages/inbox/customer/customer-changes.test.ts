import { customerChanges } from "./customer-changes.ts";

const known = {
  name: "Asha",
  fields: { name: { value: "Asha" }, city: { value: "Pune" }, plan: { value: "old" } },
  opt_outs: { sms: "2026-11-30T08:00:00.000Z" },
};
const same = {
  name: "Asha",
  fields: { name: "", city: "Pune", plan: "old" },
  added: { field: "", value: "" },
  optOuts: { sms: true, whatsapp: false },
};

test("sends nothing that was not changed", () => {
  expect(customerChanges(known, same)).toBeUndefined();
});

test("sends what was changed, takes away what was emptied, and adds what is new", () => {
  const given = {
    name: "Asha Rao",
    fields: { name: "", city: "", plan: "new" },
    added: { field: "language", value: "Marathi" },
    optOuts: { sms: false, whatsapp: true },
  };
  expect(customerChanges(known, given)).toEqual({
    name: "Asha Rao",
    fields: { city: null, plan: "new", language: "Marathi" },
    opt_outs: { sms: false, whatsapp: true },
  });
});

test("adds no field without a value", () => {
  expect(customerChanges(known, { ...same, added: { field: "city2", value: "" } })).toBeUndefined();
});
