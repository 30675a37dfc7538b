import { cpuSection } from "./cpu.ts";
import { sectionText } from "./report.ts";

const quick = process.argv.includes("--quick");
for (const section of await cpuSection(quick ? { rounds: 5, requests: 300 } : { rounds: 11, requests: 600 }))
  console.log(sectionText(section));
