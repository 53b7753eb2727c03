import type { User, UserDraft, World } from './world.mts';

/** The account the sandbox's user tokens belong to; it owns the developer app. */
export const COMPANY_ID = '1402000000000000001';
export const COMPANY_HANDLE = 'acmecare';

type Sketch = Pick<User, 'id' | 'handle' | 'name' | 'followers'> & Partial<UserDraft>;

/** An invented cast: nobody here exists. */
const CAST: Sketch[] = [
	{
		id: COMPANY_ID,
		handle: COMPANY_HANDLE,
		name: 'Acme Care',
		followers: 4210,
		following: 37,
		verifiedType: 'business',
		description: 'We listen. Customer care of Acme, weekdays 8 to 20.',
		url: 'https://acme.example/care',
	},
	{
		id: '1402000000000000101',
		handle: 'alice_m',
		name: 'Alice M',
		followers: 152,
		connection: ['followed_by'],
	},
	{ id: '1402000000000000102', handle: 'bob_travels', name: 'Bob ✈ Travels', followers: 2301 },
	{
		id: '1402000000000000103',
		handle: 'carla_k',
		name: 'Carla K',
		followers: 88,
		connection: ['followed_by'],
	},
	{ id: '1402000000000000104', handle: 'dan_the_van', name: 'Dan (with a van)', followers: 19 },
	{ id: '1402000000000000105', handle: 'mona_ar', name: 'منى', followers: 640, location: 'Cairo' },
	{
		id: '1402000000000000106',
		handle: 'kenji_t',
		name: 'けんじ',
		followers: 305,
		location: 'Osaka',
	},
	{
		id: '1402000000000000201',
		handle: 'zenith_help',
		name: 'Zenith Help',
		followers: 9800,
		verifiedType: 'business',
		description: 'Switch to Zenith. We answer first.',
	},
	{
		id: '1402000000000000301',
		handle: 'nora_reports',
		name: 'Nora Reports',
		followers: 412000,
		verifiedType: 'blue',
		description: 'Consumer affairs, The Daily Example.',
	},
	{
		id: '1402000000000000401',
		handle: 'petra_private',
		name: 'Petra',
		followers: 41,
		protected: true,
	},
	{
		id: '1402000000000000501',
		handle: 'win_a_phone_77',
		name: 'FREE PHONES',
		followers: 3,
		receivesYourDm: false,
	},
];

export function seedWorld(world: World): void {
	for (const sketch of CAST) world.addUser({ ...plainUser(), ...sketch });
}

/** What a user has unless told otherwise. */
export const plainUser = (): Omit<User, 'id' | 'handle' | 'name' | 'followers'> => ({
	createdAtMs: Date.UTC(2021, 5, 8, 9, 0, 0),
	protected: false,
	suspended: false,
	verifiedType: 'none',
	following: 120,
	receivesYourDm: true,
});
