import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { DamageForm } from './DamageForm.js';

createRoot(document.body.appendChild(document.createElement('main'))).render(
  <StrictMode>
    <DamageForm draft="4711" />
  </StrictMode>,
);
