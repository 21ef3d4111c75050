import { createRequire as __gateCreateRequire } from 'node:module';
import { fileURLToPath as __gateFileURLToPath } from 'node:url';
import { dirname as __gateDirname } from 'node:path';
const require = __gateCreateRequire(import.meta.url);
const __filename = __gateFileURLToPath(import.meta.url);
const __dirname = __gateDirname(__filename);
import{toGitHubError}from"./chunk-NFKLCBXE.js";import"./chunk-XI6RYIKB.js";import"./chunk-XNK56EH2.js";async function findPullRequest(client,{owner,name},{headOwner,headBranch,headSha}){if(headOwner===null)return null;let pages=client.paginate.iterator(client.rest.pulls.list,{owner,repo:name,state:"open",head:`${headOwner}:${headBranch}`,per_page:100});try{for await(let{data}of pages){let found=data.find(({head})=>head.sha===headSha);if(found)return{number:found.number,baseRef:found.base.ref,baseSha:found.base.sha,headRef:found.head.ref,headSha:found.head.sha,fromFork:found.head.repo?.full_name!==found.base.repo.full_name}}return null}catch(error){throw toGitHubError(error,`look for the pull request of ${headOwner}:${headBranch}`)}}export{findPullRequest};
