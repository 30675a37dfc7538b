import { parseRobots } from "./robots.ts";
import { robotsCases } from "./robots-cases.fixture.ts";

/** RFC 9309, and what Google's published parser takes from site owners beyond it. */
const site = "http://foo.example";
const allowed = (text: string, path: string, product = "FooBot") =>
  parseRobots(text).isAllowed(`${site}${path}`, product);

test.each([
  ["no file", "", "/x", true],
  ["a group of its own", "user-agent: foobot\ndisallow: /", "/x", false],
  ["a forgotten colon", "user-agent FooBot\ndisallow /", "/x", false],
  ["a misspelt rule", "user-agent: FooBot\ndissalow: /", "/x", false],
  ["a name with a version", "user-agent: FooBot/2.1\ndisallow: /", "/x", false],
  ["a name with another word", "user-agent: FooBot Images\ndisallow: /", "/x", false],
  ["a rule before every group", "disallow: /\nuser-agent: FooBot\nallow: /y", "/x", true],
  ["several names of one group", "user-agent: Other\nuser-agent: FooBot\ndisallow: /x", "/x", false],
  [
    "two groups of one name",
    "user-agent: FooBot\ndisallow: /a\nuser-agent: B\ndisallow: /\nuser-agent: FooBot\ndisallow: /x",
    "/x",
    false,
  ],
  ["everybody's rules beside its own", "user-agent: *\ndisallow: /x\nuser-agent: FooBot\ndisallow: /y", "/x", true],
  ["only others' rules", "user-agent: Other\ndisallow: /", "/x", true],
  ["the longer rule", "user-agent: *\ndisallow: /\nallow: /x", "/x/y", true],
  ["rules of one length", "user-agent: *\ndisallow: /x\nallow: /x", "/x", true],
  ["an empty rule", "user-agent: *\ndisallow:", "/x", true],
  ["a star", "user-agent: *\ndisallow: /*.php", "/a/b.php?c", false],
  ["an end", "user-agent: *\ndisallow: /*.php$", "/a.php?c", true],
  ["a comment", "user-agent: *\ndisallow: /x#y", "/x", false],
  ["letters in another case", "user-agent: *\ndisallow: /X", "/x", true],
  ["letters beyond ASCII", "user-agent: *\ndisallow: /दीपक", "/%E0%A4%A6%E0%A5%80%E0%A4%AA%E0%A4%95", false],
  ["the index of a folder", "user-agent: *\ndisallow: /\nallow: /a/index.html", "/a/", true],
  ["old line ends and a mark", "\ufeffuser-agent: *\rdisallow: /x\r", "/x", false],
])("%s decides", (_, text, path, expected) => {
  expect(allowed(text, path)).toBe(expected);
});

test("the delay and the sitemaps are those that the file names", () => {
  const robots = parseRobots(
    "Sitemap: https://a.example/s.xml\nuser-agent: *\ncrawl-delay: 2.5\nuser-agent: Slow\nCrawl-delay: 10\ndisallow:",
  );
  expect([robots.crawlDelay("FooBot"), robots.crawlDelay("slow")]).toEqual([10, 10]);
  expect(robots.sitemaps).toEqual(["https://a.example/s.xml"]);
});

test("all 141 verdicts of Google's parser are ours", () => {
  const verdicts = robotsCases.flatMap(({ rule, robots, cases }) =>
    cases.map(([address, expected, product = "LampBot"]) => {
      const given = parseRobots(robots).isAllowed(address, product);
      return { rule, robots: robots.slice(0, 200), address: address.slice(-80), product, expected, given };
    }),
  );
  expect(verdicts).toHaveLength(141);
  expect(verdicts.filter(({ expected, given }) => expected !== given)).toEqual([]);
});
