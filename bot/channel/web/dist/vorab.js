"use strict";(()=>{try{(localStorage.length||location.hash)&&(document.documentElement.className="wartet")}catch{}})();
