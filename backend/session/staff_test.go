package session

import (
	"testing"
)

func testStaff(t *testing.T, s *Store) {
	begin := func(staff, device string) (token, id string) {
		token, err := s.BeginStaff(t.Context(), StaffSession{Staff: staff, Device: device, Place: "203.0.113.0/24"})
		is(t, err, nil)
		session, err := s.Staff(t.Context(), token)
		is(t, err, nil)
		if session.Staff != staff || session.Device != device || !session.Fresh || session.Seen.Before(session.Began.Add(-StaffFresh)) {
			t.Errorf("%+v", session)
		}
		return token, session.ID
	}
	first, id := begin("stf_1", "Chrome")
	second, kept := begin("stf_1", "Firefox")
	third, _ := begin("stf_1", "Safari")
	other, _ := begin("stf_2", "Chrome")
	is(t, s.EndStaff(t.Context(), "stf_2", id), nil) // nobody ends another's
	if all, err := s.StaffSessions(t.Context(), "stf_1"); len(all) != 3 || err != nil {
		t.Errorf("%d sessions, %v", len(all), err)
	}
	is(t, s.EndStaff(t.Context(), "stf_1", id), nil)
	if _, err := s.Staff(t.Context(), first); err == nil {
		t.Error("an ended session goes on")
	}
	is(t, s.EndStaffOthers(t.Context(), "stf_1", kept), nil)
	for token, want := range map[string]error{
		first: ErrExpired, second: nil, third: ErrExpired, other: nil, "": ErrExpired, other + "x": ErrExpired, "0123456789abcdef.": ErrExpired,
	} {
		_, err := s.Staff(t.Context(), token)
		is(t, err, want)
	}
	if all, err := s.StaffSessions(t.Context(), "stf_1"); len(all) != 1 || all[0].Device != "Firefox" || err != nil {
		t.Errorf("%+v, %v", all, err)
	}
}

func testCeremony(t *testing.T, s *Store) {
	key, err := s.KeepCeremony(t.Context(), []byte("challenge"))
	is(t, err, nil)
	if data, err := s.TakeCeremony(t.Context(), key); string(data) != "challenge" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	_, err = s.TakeCeremony(t.Context(), key)
	is(t, err, ErrCode)
}
