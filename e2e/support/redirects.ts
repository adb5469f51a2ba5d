/** Spellings of another host that some redirect once believed (WE-05). Each stands for elsewhere.example. */
const hosts = ['elsewhere.example', 'user@elsewhere.example'];

const prefixes = [
  'https://',
  'HTTPS://',
  'http:/',
  'https:',
  '//',
  '///',
  '////',
  '/\\',
  '\\\\',
  '\\/',
  '/%2f',
  '/%5c',
  '%2f%2f',
  '%5c%5c',
  '/%09/',
  '/\t/',
  ' //',
];

const special = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'https:elsewhere.example',
  '/team@elsewhere.example',
  '/team/../../elsewhere.example',
  '/team//elsewhere.example',
  '/team\\@elsewhere.example',
  '/team%0d%0aLocation:%20https://elsewhere.example',
  '/team\r\nLocation: https://elsewhere.example',
  '/team?x=y\r\nSet-Cookie: a=b',
  '．．/elsewhere.example',
  '//elsewhere。example',
  '/／elsewhere.example',
  '/team/%2e%2e//elsewhere.example',
  '.elsewhere.example',
  '@elsewhere.example',
  '//team.elsewhere.example/team',
  'https://localhost@elsewhere.example/team',
  'https://localhost.elsewhere.example/team',
  '//[::ffff:1.2.3.4]/',
  '/.//elsewhere.example',
  '/;/elsewhere.example',
  '//google%E3%80%82com',
  '/%0a/elsewhere.example',
];

export const foreignTargets: readonly string[] = [
  ...hosts.flatMap((host) => prefixes.map((prefix) => prefix + host)),
  ...special,
];
