import { readForm } from "./multipart.ts";

async function encoded(fill: (form: FormData) => void): Promise<{ body: Buffer; type: string }> {
  const form = new FormData();
  fill(form);
  const request = new Request("https://api.example", { method: "POST", body: form });
  return { body: Buffer.from(await request.arrayBuffer()), type: request.headers.get("content-type") ?? "" };
}

it("reads the fields and the file, with its Hindi name, exactly as sent", async () => {
  const bytes = Uint8Array.from({ length: 3_000_000 }, (_, n) => n % 251);
  const { body, type } = await encoded((form) => {
    form.set("base", "prices");
    form.set("file", new Blob([bytes]), "कीमत.pdf");
  });
  const { fields, file } = await readForm(body, type);
  expect(fields).toEqual({ base: "prices" });
  expect(file.name).toBe("कीमत.pdf");
  expect(Buffer.from(file.bytes).equals(Buffer.from(bytes))).toBe(true);
});

it("leaves others a turn while it reads a large form", async () => {
  const { body, type } = await encoded((form) => form.set("file", new Blob([new Uint8Array(20_000_000)]), "a.bin"));
  let turns = 0;
  let counting = setImmediate(function count() {
    turns += 1;
    counting = setImmediate(count);
  });
  await readForm(body, type);
  clearImmediate(counting);
  expect(turns).toBeGreaterThan(15);
});

it.each([
  ["two files", ["a.md", "b.md"], 0, "form-invalid"],
  ["no file", [], 1, "file-missing"],
  ["a thousand parts", [], 1_000, "form-invalid"],
])("refuses %s", async (_, files, fields, code) => {
  const { body, type } = await encoded((form) => {
    for (let n = 0; n < fields; n += 1) form.set(`field${n}`, "x");
    for (const name of files) form.append("file", new Blob(["1"]), name);
  });
  await expect(readForm(body, type)).rejects.toMatchObject({ code });
});

it("refuses a form that is cut off or has no boundary, and a body that is no form", async () => {
  const { body, type } = await encoded((form) => form.set("file", new Blob(["1234567890"]), "a"));
  await expect(readForm(body.subarray(0, body.length - 30), type)).rejects.toMatchObject({ code: "form-invalid" });
  await expect(readForm(body, "multipart/form-data")).rejects.toMatchObject({ code: "form-invalid" });
  await expect(readForm(Buffer.from("no form"), type)).rejects.toMatchObject({ status: expect.any(Number) });
});
