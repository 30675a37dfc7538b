import { environmentSecret, readEnvironment } from "./environment.ts";

describe("environmentSecret", () => {
  const source = {
    CLIENT_123__CRM_TOKEN: "of 123",
    CLIENT_456__CRM_TOKEN: "of 456",
    CRM_TOKEN: "of everyone",
    JWT_SECRET: "the platform's",
    GEMINI_API_KEY: "the platform's",
    LANGSMITH_API_KEY: "the platform's",
    GOOGLE_APPLICATION_CREDENTIALS: "/key.json",
    PATH: "/bin",
    DATA_DIR: "/data",
    CLIENT_123__JWT_SECRET: "123's own",
  };

  test("a tenant reads its own value, else the shared one", () => {
    expect(environmentSecret("client_123", "CRM_TOKEN", source)).toBe("of 123");
    expect(environmentSecret("client_789", "CRM_TOKEN", source)).toBe("of everyone");
    expect(environmentSecret("with-hyphen", "CRM_TOKEN", source)).toBe("of everyone");
  });

  test.each([
    "JWT_SECRET",
    "GEMINI_API_KEY",
    "LANGSMITH_API_KEY",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "PATH",
    "DATA_DIR",
  ])("%s is never read for a tenant", (name) => {
    expect(environmentSecret("client_789", name, source)).toBeUndefined();
  });

  test("a tenant's own value may have a reserved name", () => {
    expect(environmentSecret("client_123", "JWT_SECRET", source)).toBe("123's own");
  });

  test("no name reaches another tenant's value", () => {
    expect(environmentSecret("client_789", "CLIENT_123__CRM_TOKEN", source)).toBeUndefined();
    expect(environmentSecret("client", "123__CRM_TOKEN", source)).toBeUndefined();
    expect(environmentSecret("_platform", "CLIENT_123__CRM_TOKEN", source)).toBeUndefined();
    expect(environmentSecret("client_789", "constructor", source)).toBeUndefined();
  });

  test("the platform's scope reads bare names", () => {
    expect(environmentSecret("_platform", "JWT_SECRET", source)).toBe("the platform's");
    expect(environmentSecret("_platform", "NOT_SET", source)).toBeUndefined();
  });
});

test("readEnvironment names each invalid variable", () => {
  expect(() => readEnvironment({ PORT: "many", LOG_LEVEL: "loud" })).toThrow(/PORT[\s\S]*LOG_LEVEL/);
});
