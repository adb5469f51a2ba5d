import rehypeSanitize, { type Options } from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';

interface Element {
  type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  children?: Element[];
}

/** Nothing but these; raw HTML is dropped by remark-rehype before it gets here (WE-04). */
export const allowed: Options = {
  tagNames: ['p', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote', 'strong', 'em', 'code', 'br', 'hr', 'a'],
  attributes: { a: ['href', 'rel'] },
  protocols: { href: ['https', 'mailto'] },
  strip: ['script', 'style'],
  clobber: [],
};

const levels: Record<string, string> = { h1: 'h3', h2: 'h3', h3: 'h4', h4: 'h4', h5: 'h4', h6: 'h4' };

/** The page owns h1 and h2; links of a text vouch for nothing and tell their target nothing. */
function fitIntoPage() {
  return (tree: Element): void => {
    const walk = (node: Element): void => {
      if (node.tagName) node.tagName = levels[node.tagName] ?? node.tagName;
      if (node.tagName === 'a') node.properties = { ...node.properties, rel: ['ugc', 'nofollow', 'noopener'] };
      node.children?.forEach(walk);
    };
    walk(tree);
  };
}

const processor = unified()
  .use(remarkParse)
  .use(remarkRehype)
  .use(fitIntoPage)
  .use(rehypeSanitize, allowed)
  .use(rehypeStringify);

/** Markdown to HTML that is safe to place in a page as it is. */
export function renderMarkdown(markdown: string): string {
  return String(processor.processSync(markdown));
}
