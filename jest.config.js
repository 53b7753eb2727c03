// n8n's engine reports failed nodes on the console; the tests look at them in the run's data.
process.env.N8N_LOG_LEVEL = 'silent';

/** Dependencies of n8n's own nodes that come as ES modules only. */
const esModules = [
	'htmlparser2',
	'domhandler',
	'domutils',
	'dom-serializer',
	'domelementtype',
	'entities',
];

/** Parts of the test suite by what they need: unit and nodes nothing, workflows and package a build, e2e and browser a real n8n. */
const project = (displayName, folders) => ({
	displayName,
	testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
	testEnvironment: 'node',
	transform: {
		'^.+\\.ts$': [
			'ts-jest',
			{ tsconfig: { isolatedModules: true, sourceMap: true }, diagnostics: false },
		],
		'^.+\\.js$': '<rootDir>/test/support/module-transform.js',
	},
	transformIgnorePatterns: [
		`/node_modules/(?!(?:.*/)?(?:${esModules.join('|')})/)`,
		'/dist/nodes/',
		'/dist/credentials/',
	],
	// twitter-api-v2's ES module build (what the bundler takes) is not readable by jest; its CommonJS twin is.
	moduleNameMapper: {
		'^twitter-api-v2/dist/esm/(.*)$': '<rootDir>/node_modules/twitter-api-v2/dist/cjs/$1',
	},
});

/** @type {import('jest').Config} */
module.exports = {
	// Jest takes it here only; what needs longer says so itself.
	testTimeout: 60_000,
	projects: [
		project('unit', ['domain', 'x', 'desks', 'sandbox', 'scripts', 'soak']),
		project('nodes', ['nodes']),
		project('workflows', ['workflows']),
		project('package', ['package']),
		project('e2e', ['e2e']),
		project('browser', ['browser']),
	],
};
