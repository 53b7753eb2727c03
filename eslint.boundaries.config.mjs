/**
 * Which folder may import what, as a second configuration beside n8n's own (which strict mode wants exactly as shipped).
 * Why the lines run here: docs/architecture.md.
 */
import { config } from '@n8n/node-cli/eslint';

const withParser = config.find(({ languageOptions }) => languageOptions?.parser);
const withImports = config.find(({ plugins }) => plugins?.['import-x']);

/** Packages a folder may import besides relative paths. */
const packages = (...allowed) => [
	'error',
	{
		patterns: [
			{
				regex: `^(?!\\.{1,2}/)(?!(?:${allowed.join('|') || '(?!)'})$)`,
				message: `Allowed packages here: ${allowed.join(', ') || 'none'}.`,
			},
		],
	},
];

const impure = [
	["CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Pass `now` in.'],
	[
		"CallExpression[callee.object.name='DateTime'][callee.property.name=/^(now|local|utc)$/]",
		'Pass `now` in.',
	],
	["NewExpression[callee.name='Date'][arguments.length=0]", 'Pass `now` in.'],
	[
		"CallExpression[callee.object.name='Math'][callee.property.name='random']",
		'Pass the value in.',
	],
].map(([selector, message]) => ({ selector, message }));

/** Requests to X go by the table of endpoints alone: that is where it stands what each may do and needs. */
const requests = [
	"MemberExpression[object.name='client']",
	"MemberExpression[object.property.name='client'][property.name=/^(get|post|put|patch|delete)$/]",
	"VariableDeclarator[init.name='client'] > ObjectPattern",
].map((selector) => ({
	selector,
	message: 'Use readX, sendX, uploadX or setUpX of src/x/call.ts.',
}));

const zones = [
	{ target: './src', from: './nodes', message: 'Shells import src, not the other way round.' },
	{
		target: './src/domain',
		from: './src',
		except: ['./domain'],
		message: 'The core knows nothing outside itself.',
	},
	{
		target: ['./src/x', './src/desks'],
		from: './src/n8n',
		message: 'Take what you need as an argument.',
	},
	{ target: './src/x', from: './src/desks', message: 'X and desks do not know each other.' },
	{ target: './src/desks', from: './src/x', message: 'X and desks do not know each other.' },
	{
		target: './sandbox',
		from: ['./src', './nodes'],
		message: 'The sandbox must not share code with what it checks.',
	},
	{ target: './credentials', from: ['./src', './nodes'], message: 'Credentials stand alone.' },
];

export default [
	...config,
	{
		files: ['src/domain/**/*.ts'],
		rules: {
			'no-restricted-imports': packages('luxon'),
			'no-restricted-syntax': ['error', ...impure],
		},
	},
	{
		files: ['src/x/**/*.ts'],
		rules: { 'no-restricted-imports': packages('twitter-api-v2(?:/.*)?', 'node:crypto') },
	},
	{
		files: ['src/x/**/*.ts', 'src/n8n/**/*.ts', 'nodes/**/*.ts'],
		ignores: ['src/x/call.ts'],
		rules: { 'no-restricted-syntax': ['error', ...requests] },
	},
	{ files: ['src/desks/**/*.ts'], rules: { 'no-restricted-imports': packages() } },
	{
		files: ['src/n8n/**/*.ts', 'nodes/**/*.ts'],
		rules: { 'no-restricted-imports': packages('n8n-workflow', 'crypto') },
	},
	{
		files: ['credentials/**/*.ts'],
		rules: { 'no-restricted-imports': packages('n8n-workflow', 'crypto', 'oauth-1.0a') },
	},
	{ files: ['sandbox/**/*.mts'], languageOptions: { parser: withParser.languageOptions.parser } },
	{
		files: ['src/**/*.ts', 'credentials/**/*.ts', 'sandbox/**/*.mts'],
		plugins: { 'import-x': withImports.plugins['import-x'] },
		rules: { 'import-x/no-restricted-paths': ['error', { zones }] },
	},
];
