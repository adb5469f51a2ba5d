/** How an archive of sealed records is opened with the age program. A test runs them as they stand here. */
export const OPENING_COMMANDS = [
  'for k in keys/*.age; do age -d -i my-key.txt "$k"; done > petition-key.txt',
  "find records -name '*.age' -exec age -d -i petition-key.txt {} \\; > records.jsonl",
] as const;
