// What visitors are told in Polish. Not reviewed by counsel.
import type { NoticeTexts } from '../../../packages/wire/notice.ts'

export const pl: NoticeTexts = {
  title: 'Twoja prywatność',
  ask: 'Za Twoją zgodą badamy, jak korzysta się z tego sklepu, aby go ulepszać. Sklep działa tak samo niezależnie od Twojej decyzji, którą możesz zmienić w każdej chwili.',
  accept: 'Akceptuj wszystko',
  reject: 'Odrzuć wszystko',
  choose: 'Dostosuj',
  tell: 'Badamy, jak korzysta się z tego sklepu, aby go ulepszać. W każdej chwili możesz wnieść sprzeciw.',
  understood: 'OK',
  link: 'Ustawienia prywatności',
  save: 'Zapisz wybór',
  withdraw: 'Wycofaj zgody',
  close: 'Zamknij',
  controller: 'Administrator danych: {name}, {address}.',
  complaints: 'Pytania i skargi: {contact}.',
  policy: 'Polityka prywatności',
  kept: 'Okres przechowywania: {days} dni.',
  keptHere: 'Tylko na tym urządzeniu.',
  honoured: 'Sprzeciw (opt-out) uwzględniony: przeglądarka wysyła Global Privacy Control.',
  export: 'Pobierz moje dane',
  erase: 'Usuń moje dane',
  erased: 'Dane zostały usunięte.',
  receipt: 'Pobierz potwierdzenie',
  failed: 'Nie udało się. Spróbuj ponownie później.',
  purposes: {
    analytics: {
      name: 'Statystyki',
      meaning: 'Liczenie wizyt, stron i zamówień, aby wiedzieć, co działa.',
    },
    heatmaps: {
      name: 'Mapy cieplne',
      meaning: 'Sprawdzanie, gdzie się klika i jak daleko czyta się strony.',
    },
    replay: {
      name: 'Odtwarzanie sesji',
      meaning: 'Odtwarzanie przebiegu wizyty na stronie, z ukryciem całego tekstu.',
    },
    experiments: {
      name: 'Testy A/B',
      meaning: 'Wyświetlanie różnych wersji strony i porównywanie ich.',
    },
    recommendations: {
      name: 'Rekomendacje',
      meaning: 'Polecanie produktów na podstawie historii, która zostaje na tym urządzeniu.',
    },
    marketing: {
      name: 'Marketing',
      meaning: 'Łączenie wizyt z kliknięciami reklam i ich kosztem.',
    },
  },
}
