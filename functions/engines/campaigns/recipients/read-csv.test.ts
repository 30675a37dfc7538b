import { decodeFile } from "../../../../shared/schema/decode-file.ts";
import { rowsOfCsv } from "./read-csv.ts";
import { readRecipients } from "./read-recipients.ts";

const how = { country: "IN", known: new Set<string>() } as const;

function read(text: string, channel: "sms" | "whatsapp" | "email" = "sms") {
  const { rows, bad } = rowsOfCsv(text);
  const { recipients, bad: refused } = readRecipients(rows, { ...how, channel });
  return { recipients, bad: [...bad, ...refused] };
}

const mira = { address: "+919812345601", name: "Shah, Mira" };
const omar = { address: "+919812345602", name: "Omar" };

describe("what separates the cells", () => {
  it.each([
    ["semicolons, with commas in cells", "phone;name;off\n+919812345601;Shah, Mira;12,5%\n+919812345602;Omar;20%\n"],
    ["commas, with quotes", 'phone,name,off\n+919812345601,"Shah, Mira","12,5%"\n+919812345602,Omar,20%\n'],
    [
      "what Excel's first line says",
      "sep=;\r\nphone;name;off\r\n+919812345601;Shah, Mira;12,5%\r\n+919812345602;Omar;20%\r\n",
    ],
    ["tabs", "phone\tname\toff\r+919812345601\tShah, Mira\t12,5%\r+919812345602\tOmar\t20%\r"],
    [
      "semicolons, behind a name with commas",
      '"a,b,c,d";phone;name;off\n1;+919812345601;Shah, Mira;12,5%\n2;+919812345602;Omar;20%\n',
    ],
  ])("is recognised: %s", (_, text) => {
    const { recipients, bad } = read(text);
    expect(bad).toEqual([]);
    expect(recipients).toMatchObject([
      { ...mira, fields: { off: "12,5%" } },
      { ...omar, fields: { off: "20%" } },
    ]);
  });

  it("keeps line breaks and quotes inside of quotes, and skips rows without a value", () => {
    const { recipients, bad } = read('phone;name;note\n;;\n+919812345601;"Mira ""Mimi"" Shah";"two\nlines"\n;;\n');
    expect(bad).toEqual([]);
    expect(recipients).toEqual([{ address: mira.address, name: 'Mira "Mimi" Shah', fields: { note: "two\nlines" } }]);
  });

  it("counts the line that names it when it names a bad one", () => {
    expect(read("sep=;\nphone;name\n12;Mira\n").bad).toMatchObject([{ line: 3 }]);
    expect(read("sep=;\nphone;name\n+919812345601;a;b\n").bad).toMatchObject([{ line: 3 }]);
  });
});

describe("the names of columns", () => {
  it.each([
    ["Mobile No. *", "Full Name"],
    ["Phone Number (with country code)", "Customer Name"],
    ["NUMBER", "NAME"],
    ["WhatsApp Number", "Contact Person"],
    ["मोबाइल नंबर", "नाम"],
    ["फ़ोन", "ग्राहक का नाम"],
    ["मोबाईल क्रमांक", "नाव"],
  ])("%s and %s are understood", (phone, name) => {
    expect(read(`${name};${phone}\nOmar;98123 45602\n`).recipients).toEqual([{ ...omar, fields: {} }]);
  });

  it("puts first and last names together, and keeps them for placeholders", () => {
    const { recipients } = read("First Name,Last Name,Email ID,Order No\nMira,Shah,Mira@Shop.example,7\n", "email");
    expect(recipients).toEqual([
      {
        address: "mira@shop.example",
        name: "Mira Shah",
        fields: { first_name: "Mira", last_name: "Shah", order_no: "7" },
      },
    ]);
  });

  it("prefers the number for the channel, and takes one that is a number", () => {
    const text = "contact;phone;whatsapp\nOmar;+919812345601;+919812345602\n";
    expect(read(text, "whatsapp").recipients).toMatchObject([{ address: omar.address }]);
    expect(read(text, "sms").recipients).toMatchObject([{ address: mira.address }]);
  });

  it("does not let a second column of one name take the first one's place", () => {
    const { recipients } = read("phone;city;city\n+919812345601;Pune;\n");
    expect(recipients).toMatchObject([{ fields: { city: "Pune" } }]);
  });
});

it("reads numbers that a spreadsheet keeps as text, and says so of those it has shortened", () => {
  const { recipients, bad } = read('phone\n\'+919812345601\n"=""+919812345602"""\n9.19812E+11\n');
  expect(recipients.map(({ address }) => address)).toEqual([mira.address, omar.address]);
  expect(bad).toMatchObject([{ line: 4, problem: expect.stringContaining("shortened") }]);
});

describe("the bytes of a file", () => {
  const text = "Téléphone;Name\n+919812345601;Zoë €\n";
  const utf16 = Buffer.from(text, "utf16le");
  const windows = Buffer.from(text.replace("€", "\u0080"), "latin1");
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16 with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ["UTF-16 without one", utf16],
    ["UTF-16 the other way around", Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ["Windows-1252", windows],
    ["Windows-1252 that is called UTF-8", windows, "text/csv; charset=utf-8"],
    ["another one that is named", Buffer.from(text.replace("€", "¤"), "latin1"), "text/csv; charset=iso-8859-15", true],
  ])("are read as %s", (_name, bytes, contentType = "", isNamed = false) => {
    const decoded = decodeFile(bytes, contentType);
    expect(decoded.replace(/^\ufeff/, "")).toBe(text);
    expect(read(decoded).recipients).toEqual([{ address: mira.address, name: "Zoë €", fields: {} }]);
    if (isNamed) expect(decodeFile(bytes)).not.toBe(text);
  });
});
