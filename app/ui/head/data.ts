/** A thing of schema.org, as JSON-LD. */
export interface DataNode {
  readonly '@type': string;
  readonly [property: string]: unknown;
}

/**
 * JSON-LD for a page. It is data that no browser runs, so the pages' policy has nothing against it; "<" is written as
 * an escape, so that no title can end the element (WE-04).
 */
export const writeData = (graph: readonly DataNode[]): string =>
  JSON.stringify({ '@context': 'https://schema.org', '@graph': graph }).replaceAll('<', '\\u003c');

/** The way from the site to the page. */
export function breadcrumbs(steps: readonly { readonly name: string; readonly url: string }[]): DataNode {
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, url }, n) => ({ '@type': 'ListItem', position: n + 1, name, item: url })),
  };
}
