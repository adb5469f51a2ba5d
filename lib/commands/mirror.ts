import './check-node.ts';
import { crawlSite } from '../mirror/crawl.ts';
import { writeMirror } from '../mirror/write.ts';
import { Hint, run } from './run.ts';

/**
 * A copy of a site's public pages for reading where the site itself is blocked: plain files with relative links, for
 * any file server, any disk, any host. It asks the running site as a visitor would and needs none of its settings.
 */
run(async () => {
  const [address, folder] = process.argv.slice(2);
  if (!address || !folder || !URL.canParse(address))
    throw new Hint('Say what to copy and where to: npm run mirror -- https://petitions.example ./folder');
  const { origin } = new URL(address);
  const crawl = await crawlSite(origin).catch((fault: unknown) => {
    throw new Hint(`The site could not be read whole, so the last copy stays: ${sentenceOf(fault)}`);
  });
  const files = await writeMirror(folder, origin, crawl, new Date()).catch((fault: unknown) => {
    throw new Hint(sentenceOf(fault));
  });
  console.log(`${files} files of ${origin} are in ${folder}.`);
});

const sentenceOf = (fault: unknown): string => (fault instanceof Error ? fault.message : String(fault));
