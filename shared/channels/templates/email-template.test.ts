import { mailOf, missingInMail } from "./email-template.ts";

const said = { subject: "Riverside Clinic", text: "Hello" };

it("keeps a stranger's name from beginning another header, or markup", () => {
  const customer_name = "Asha\r\nBcc: everybody@example.in <script>alert(1)</script> {{client_name}}";
  const template = { name: "hello", subject: "For {{customer_name}}", body: "Dear {{customer_name}}," };
  const mail = mailOf(template, { customer_name, client_name: "Riverside" }, said);
  if (mail.type !== "mail") throw new Error("It is no mail.");
  expect(mail.subject).toBe("For Asha Bcc: everybody@example.in <script>alert(1)</script> {{client_name}}");
  expect(mail.html).not.toContain("<script>");
  expect(mail.text).not.toContain("Riverside");
});

it("names what nobody said, whatever a placeholder is called", () => {
  const template = { name: "odd", subject: "For {{customer_name}}", body: "Hello {{constructor}} {{toString}}." };
  expect(missingInMail(template, { customer_name: "" })).toEqual(["constructor", "toString"]);
});

it("leaves out a name that has no value, with the space before it", () => {
  const mail = mailOf({ name: "hello", body: "Dear {{customer_name}}, hello." }, { customer_name: "" }, said);
  expect(mail).toMatchObject({ subject: "Riverside Clinic", text: "Dear, hello." });
});
