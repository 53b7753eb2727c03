import { type DeskAct, type DeskAnswer, json, type MakeDesk } from '../service.mts';
import { expired, Login } from './login.mts';
import { look } from './look.mts';
import { insert, notFound, type Organisation, remove, update } from './records.mts';
import { type Pages, serveRest } from './rest.mts';
import { careFields, visibility } from './schema.mts';
import { ME, type Row, Store } from './store.mts';
import { Trouble } from './trouble.mts';

/** Salesforce's REST API (v62.0) and its log-in for external client apps, with the objects a case desk needs. */
export const createSalesforce: MakeDesk = (clock) => {
	const store = new Store(clock);
	const login = new Login();
	const pages: Pages = { size: 2_000, held: new Map() };
	const organisation: Organisation = {
		...{ lockedWrites: 0, mayCustomize: true, mayGrant: true, hasChatter: true },
		...{ warnsOfAlikes: false, noStorage: false },
	};
	let isUsedUp = false;
	const settings: Record<string, (value: unknown) => void> = {
		expireTokens: () => login.expire(),
		hasUser: (value) => (login.hasUser = value === true),
		isUsedUp: (value) => (isUsedUp = value === true),
		pageSize: (value) => (pages.size = Number(value)),
		assignmentRule: (value) => {
			const queue = store.all('Group').find(({ Name }) => Name === value);
			organisation.assignmentRule = queue && String(queue.Id);
		},
		lockedWrites: (value) => (organisation.lockedWrites = Number(value)),
		mayCustomize: (value) => (organisation.mayCustomize = value === true),
		mayGrant: (value) => (organisation.mayGrant = value === true),
		hasChatter: (value) => (organisation.hasChatter = value === true),
		/** Digital experiences; without them entries of a feed have no visibility. */
		hasSites: (value) => {
			const { fields } = store.objects.CaseFeed;
			if (value === true) fields.Visibility = visibility;
			else delete fields.Visibility;
		},
		warnsOfAlikes: (value) => (organisation.warnsOfAlikes = value === true),
		noStorage: (value) => (organisation.noStorage = value === true),
		/** e.g. `Case.X_Case_Key__c`: made by hand, and not unique. */
		looseField: (value) => {
			const [object, name] = String(value).split('.');
			Object.assign(store.objects[object].fields[name], { unique: false, externalId: false });
		},
		hiddenField: (value) => void store.hidden.add(String(value)),
		extraUsers: (value) => {
			for (let n = 1; n <= Number(value); n++) {
				store.put('User', { Name: `User ${n}`, IsActive: true, UserType: 'Standard' });
			}
		},
	};
	return {
		answer: (request): DeskAnswer => {
			if (request.path === '/services/oauth2/token') return login.answer(request);
			if (request.method === 'GET' && request.path === '/services/data') {
				return json(200, [{ label: "Winter '25", url: '/services/data/v62.0', version: '62.0' }]);
			}
			if (!login.isLoggedIn(request)) return expired();
			if (isUsedUp) {
				const body = {
					message: 'TotalRequests Limit exceeded.',
					errorCode: 'REQUEST_LIMIT_EXCEEDED',
				};
				return json(403, [body]);
			}
			try {
				return serveRest({ store, organisation, headers: request.headers }, pages, request);
			} catch (error) {
				if (error instanceof Trouble) return json(error.status, [error.entry]);
				throw error;
			}
		},
		look: () => look(store),
		act: (act) => {
			const writing = {
				store,
				organisation: { ...organisation, lockedWrites: 0 },
				headers: byHand,
			};
			const agent = store.all('User').find(({ Name }) => Name === 'Ada Agent')?.Id as string;
			return doAct(act, { writing, agent, settings });
		},
	};
};

/** People choose owners themselves. */
const byHand = { 'sforce-auto-assign': 'FALSE' };

interface Acting {
	writing: Parameters<typeof insert>[0];
	agent: string;
	settings: Record<string, (value: unknown) => void>;
}

function doAct(act: DeskAct, { writing, agent, settings }: Acting): unknown {
	const { store } = writing;
	const change = (id: string, values: Row, by = agent) =>
		void update(writing, 'Case', id, values, by);
	const customer = () => store.all('User').find(({ Name }) => Name === 'Pat Portal')?.Id as string;
	const contactOf = (xUserId: string) => {
		const found = store.all('Contact').find((row) => row.X_User_Id__c === xUserId);
		if (!found) throw notFound();
		return String(found.Id);
	};
	switch (act.do) {
		case 'closeCase':
		case 'closeForGood':
			return change(act.caseId, { Status: 'Closed' });
		case 'reopenCase':
			return change(act.caseId, { Status: 'Working' });
		case 'deleteCase':
			return remove(store, 'Case', act.caseId);
		case 'assign': {
			const named = [...store.all('User'), ...store.all('Group')];
			const owner = named.find(({ Name }) => Name === act.owner);
			if (!owner) throw notFound();
			return change(act.caseId, { OwnerId: owner.Id });
		}
		case 'comment': {
			const values = { ParentId: act.caseId, CommentBody: act.text, IsPublished: act.isPublic };
			const row = insert(writing, 'CaseComment', values);
			row.CreatedById = agent;
			return { id: row.Id };
		}
		case 'renameContact': {
			const [FirstName, ...rest] = act.name.split(' ');
			const name = { FirstName, LastName: rest.join(' ') || FirstName };
			return void update(writing, 'Contact', contactOf(act.xUserId), name);
		}
		case 'deleteContact':
			return remove(store, 'Contact', contactOf(act.xUserId));
		case 'forgetFields':
			for (const [object, name] of careFields) {
				delete store.objects[object].fields[name];
				for (const row of store.all(object)) delete row[name];
				store.hidden.delete(`${object}.${name}`);
			}
			for (const set of store.all('PermissionSet')) set.IsDeleted = true;
			for (const grant of store.all('FieldPermissions')) grant.IsDeleted = true;
			for (const it of store.all('PermissionSetAssignment')) it.IsDeleted = true;
			return undefined;
		case 'set':
			if (act.name === 'feedPost') {
				const { caseId, text, isPublic, by } = act.value as Record<string, unknown>;
				return {
					id: store.put('CaseFeed', {
						...{ ParentId: caseId, Type: 'TextPost', Body: text, IsDeleted: false },
						...{ Visibility: isPublic ? 'AllUsers' : 'InternalUsers' },
						...{ CreatedDate: store.now(), CreatedById: by === 'customer' ? customer() : agent },
					}).Id,
				};
			}
			if (act.name === 'portalComment') {
				const { caseId, text } = act.value as Record<string, unknown>;
				const values = { ParentId: caseId, CommentBody: text, IsPublished: true };
				return Object.assign(insert(writing, 'CaseComment', values), { CreatedById: customer() });
			}
			if (act.name === 'ownClose') {
				return change(String(act.value), { Status: 'Closed' }, ME);
			}
			if (!Object.hasOwn(settings, act.name)) throw new Error(`No setting "${act.name}"`);
			settings[act.name](act.value);
			return undefined;
	}
}
